/** One row of a plot: a mean with its 95 % interval on a scale. Each kind of arm has a shape of its own; the numbers stand beside it. */
import type { ReactNode } from 'react'
import type { ArmKind, Estimate } from '../../../core/types/experiment.ts'
import { say } from '../../../core/words/words.ts'
import { formatSigned } from './experiment-words.ts'
import { placeOn, type Scale } from './plot-scale.ts'
import './dot-strip.css'

export type Shape = ArmKind | 'bar'

/** Around 0, in pixels. */
const shapes: Readonly<Record<Shape, ReactNode>> = {
  base: <circle r="5.5" />,
  rag: <rect x="-5" y="-5" width="10" height="10" />,
  tuned: <path d="M0 -6.5 L6.5 5 L-6.5 5 Z" />,
  hybrid: <path d="M0 -7 L7 0 L0 7 L-7 0 Z" />,
  bar: <rect x="-1.5" y="-7" width="3" height="14" />,
}

const percent = (scale: Scale, value: number) => `${placeOn(scale, value)}%`

export function ArmShape({ kind }: { readonly kind: ArmKind }) {
  return (
    <svg className="arm-shape" viewBox="-8 -8 16 16" aria-hidden>
      {shapes[kind]}
    </svg>
  )
}

export function StripAxis({ scale, signed }: { readonly scale: Scale; readonly signed: boolean }) {
  return (
    <>
      <span className="unseen">{say('compare.plot')}</span>
      <div className="strip-axis figures" aria-hidden>
        {scale.ticks.map((tick) => (
          <span key={tick} style={{ left: percent(scale, tick) }}>
            {formatSigned(tick * 100, signed)}
          </span>
        ))}
      </div>
    </>
  )
}

export function DotStrip({ scale, estimate: { value, low, high }, shape }: { readonly scale: Scale; readonly estimate: Estimate; readonly shape: Shape }) {
  const [from, to] = [percent(scale, low), percent(scale, high)]
  return (
    <svg className="strip" aria-hidden>
      {scale.ticks.map((tick) => (
        <line key={tick} className={tick === 0 ? 'strip-zero' : 'strip-tick'} x1={percent(scale, tick)} x2={percent(scale, tick)} y1="0" y2="100%" />
      ))}
      <g className="strip-mark">
        <line x1={from} x2={to} y1="50%" y2="50%" />
        {[from, to].map((end, at) => (
          <line key={at} x1={end} x2={end} y1="30%" y2="70%" />
        ))}
        <svg className="strip-shape" x={percent(scale, value)} y="50%">
          {shapes[shape]}
        </svg>
      </g>
    </svg>
  )
}
