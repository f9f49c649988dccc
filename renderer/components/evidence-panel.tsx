/** The document at the cited place, beside the work; the walk from citation to citation. */
import { ChevronLeft, ChevronRight, ExternalLink, X } from 'lucide-react'
import { useEffect, useRef, useState } from 'react'
import { useStore } from 'zustand'
import type { Failure } from '../../core/errors.ts'
import type { Citation } from '../../core/types/answer.ts'
import { placeOf } from '../../core/words/place.ts'
import { say } from '../../core/words/words.ts'
import { failureOf } from '../client/failure.ts'
import { useApp } from '../state/app.ts'
import { evidenceRange } from '../state/layout.ts'
import { citationText } from './citation-text.ts'
import { CopyButton } from './copy-button.tsx'
import { Divider } from './divider.tsx'
import { FailureNote } from './failure-note.tsx'
import { HiddenLabel } from './hidden-label.tsx'
import { PageEvidence } from './page-evidence.tsx'
import { Support } from './support.tsx'
import { TextEvidence } from './text-evidence.tsx'
import { closeEvidence } from './use-keys.ts'
import './evidence-panel.css'
import { shownName } from './inert-characters.ts'

function OpenInSystem({ fileId, onFailure }: { readonly fileId: string; readonly onFailure: (failure: Failure) => void }) {
  const { bridge } = useApp()
  if (!bridge) return null
  return (
    <button
      type="button"
      className="bare square"
      aria-label={say('ask.open-in-system')}
      title={say('ask.open-in-system')}
      onClick={() => bridge.openFile(fileId).catch((error: unknown) => onFailure(failureOf(error)))}
    >
      <ExternalLink className="icon" aria-hidden />
    </button>
  )
}

function Head({ citation, onClose }: { readonly citation: Citation; readonly onClose: () => void }) {
  const heading = useRef<HTMLHeadingElement>(null)
  const { evidence } = useApp()
  const [failure, setFailure] = useState<Failure | null>(null)
  useEffect(() => {
    if (!heading.current?.closest('aside')?.contains(document.activeElement)) evidence.openedFrom(document.activeElement)
    heading.current?.focus()
  }, [evidence])
  return (
    <header className="evidence-head">
      <div className="evidence-title">
        <h2 ref={heading} tabIndex={-1} title={shownName(citation.file)}>
          <bdi>{shownName(citation.fileName)}</bdi>
        </h2>
        <CopyButton key={citation.n} text={citationText(citation)} label={say('ask.copy-citation')} small />
        <OpenInSystem fileId={citation.fileId} onFailure={setFailure} />
        <button type="button" className="bare square" aria-label={say('ask.close-evidence')} onClick={onClose}>
          <X className="icon" aria-hidden />
        </button>
      </div>
      <p className="evidence-place">
        <span className="numeral numeral-waiting">{citation.n}</span>
        <span>{placeOf(citation.anchor)}</span>
        <Support supported={citation.supported} />
        {citation.hidden ? <HiddenLabel /> : null}
      </p>
      <blockquote className="evidence-quote as-written">{citation.quote.replaceAll(/\t+/g, ' · ')}</blockquote>
      {failure ? <FailureNote failure={failure} onDismiss={() => setFailure(null)} /> : null}
    </header>
  )
}

export function EvidencePanel() {
  const app = useApp()
  const { evidence, layout } = app
  const { citations, index, open } = useStore(evidence.store)
  const evidenceWidth = useStore(layout, (state) => state.evidenceWidth)
  const citation = open ? citations[index] : undefined
  // For as long as the panel is open: each page of a locked file is asked for with it.
  const [key, setKey] = useState<{ readonly fileId: string; readonly password: string } | null>(null)
  if (!citation) return null
  const unlocking = {
    password: key?.fileId === citation.fileId ? key.password : null,
    onUnlock: (password: string) => setKey({ fileId: citation.fileId, password }),
  }
  const several = citations.length > 1
  return (
    <aside className="evidence" aria-label={say('ask.evidence')}>
      <Divider
        label={say('shell.evidence-width')}
        width={evidenceWidth}
        range={evidenceRange}
        column="after"
        onChange={(width) => layout.setState({ evidenceWidth: width })}
      />
      <Head citation={citation} onClose={() => closeEvidence(app)} />
      {citation.anchor.kind === 'page' ? (
        <PageEvidence key={`${index} ${citation.passageId}`} citation={citation} {...unlocking} />
      ) : (
        <TextEvidence key={`${index} ${citation.passageId}`} citation={citation} {...unlocking} />
      )}
      <footer className="evidence-walk">
        <button type="button" className="bare" disabled={!several} onClick={() => evidence.walk(-1)}>
          <ChevronLeft className="icon" aria-hidden />
          {say('ask.previous-citation')}
        </button>
        <span className="figures" role="status">
          {say('ask.citation-of', { n: index + 1, count: citations.length })}
        </span>
        <button type="button" className="bare" disabled={!several} onClick={() => evidence.walk(1)}>
          {say('ask.next-citation')}
          <ChevronRight className="icon" aria-hidden />
        </button>
      </footer>
    </aside>
  )
}
