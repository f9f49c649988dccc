/** A fault while drawing stays in its part of the window, is said there, and is tried again on request. */
import { Component, type ReactNode } from 'react'
import { FailureNote } from './failure-note.tsx'

interface Props {
  readonly children: ReactNode
}

interface State {
  readonly broken: boolean
}

export class FaultLine extends Component<Props, State> {
  override state: State = { broken: false }

  static getDerivedStateFromError(): State {
    return { broken: true }
  }

  override render(): ReactNode {
    if (!this.state.broken) return this.props.children
    return (
      <div className="fault-line">
        <FailureNote failure={{ code: 'unexpected', details: {} }} onAgain={() => this.setState({ broken: false })} />
      </div>
    )
  }
}
