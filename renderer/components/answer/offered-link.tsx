/** A link in an answer: its words and its host. It opens in the browser, and only after the whole address was shown. */
import { createContext, type ReactNode, useContext, useState } from 'react'
import { openable } from '../../../core/contract/openable.ts'
import { say } from '../../../core/words/words.ts'
import { Dialog } from '../dialog.tsx'
import './offered-link.css'

/** Takes an address that may be opened; without one no link can be pressed. */
const Offer = createContext<((url: URL) => void) | null>(null)

/** The host, or null where the address names none. */
function hostOf(address: string): string | null {
  return URL.canParse(address) ? new URL(address).host || null : null
}

const open = (url: URL) => window.open(url.href, '_blank', 'noopener,noreferrer')

/** `asks`: the desktop app asks by itself, in a window that no page can imitate. */
export function LinkAsker({ asks, children }: { readonly asks: boolean; readonly children: ReactNode }) {
  const [asked, setAsked] = useState<URL | null>(null)
  const close = () => setAsked(null)
  return (
    <Offer value={asks ? setAsked : open}>
      {children}
      {asked ? (
        <Dialog title={say('desktop.link.question', { host: asked.host })} onClose={close}>
          <p className="offered-address">{asked.href}</p>
          <div className="actions">
            <button type="button" onClick={close}>
              {say('desktop.cancel')}
            </button>
            <button
              type="button"
              onClick={() => {
                close()
                open(asked)
              }}
            >
              {say('desktop.link.open')}
            </button>
          </div>
        </Dialog>
      ) : null}
    </Offer>
  )
}

interface LinkProps {
  readonly address: string
  readonly children: ReactNode
}

function Host({ address }: { readonly address: string }) {
  const host = hostOf(address)
  return host === null ? null : <span className="link-host">({host})</span>
}

/** Words that lead nowhere. */
export function InertLink({ address, children }: LinkProps) {
  return (
    <span className="inert-link">
      {children}
      <Host address={address} />
    </span>
  )
}

export function OfferedLink({ address, children }: LinkProps) {
  const offer = useContext(Offer)
  const url = openable(address)
  if (!offer || !url) return <InertLink address={address}>{children}</InertLink>
  return (
    <span className="offered-link">
      <button type="button" className="link" onClick={() => offer(url)}>
        {children}
      </button>
      <Host address={address} />
    </span>
  )
}
