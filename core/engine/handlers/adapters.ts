/** Adapters: listed, checked, put to use in Ollama, removed. */
import type { Adapter } from '../../types/adapter.ts'
import type { Implementer } from '../context.ts'
import type { EnginePorts } from '../ports.ts'
import { always, stream } from '../streams.ts'
import { allAdapters, checkAdapter, oneAdapter } from '../tune/adapters.ts'
import { type DeployProgress, deploy, removeAdapter, routesOf, withdraw } from '../tune/deploy.ts'
import { stepsTold } from '../tune/steps-told.ts'

interface Step {
  readonly done: number
  readonly total: number
}

export function adapterHandlers(os: Implementer, ports: EnginePorts) {
  async function* checked(model: string, signal: AbortSignal): AsyncGenerator<Step & { readonly adapter: Adapter | null }> {
    let last: Step = { done: 0, total: 1 }
    const steps = stepsTold<Step, Adapter>((tell) => checkAdapter(model, ports, (done, total) => tell({ done, total }), signal))
    const adapter = yield* mapped(steps, (step) => {
      last = step
      return { ...step, adapter: null }
    })
    yield { ...last, done: last.total, adapter }
  }

  async function* deployed(order: Parameters<typeof deploy>[0], signal: AbortSignal): AsyncGenerator<DeployProgress & { readonly adapter: Adapter | null }> {
    const steps = stepsTold<DeployProgress, Adapter>((tell) => deploy(order, ports, tell, signal))
    const adapter = yield* mapped(steps, (step) => ({ ...step, adapter: null }))
    yield { stage: 'done', done: 1, total: 1, adapter }
  }

  return {
    follow: os.adapters.follow.handler(({ signal }) => stream(signal, (left) => ports.adapters.follow(() => allAdapters(ports), left))),
    list: os.adapters.list.handler(async () => ({ adapters: await allAdapters(ports) })),
    get: os.adapters.get.handler(({ input }) => oneAdapter(input.model, ports)),
    check: os.adapters.check.handler(({ input, signal }) => stream(signal, (left) => checked(input.model, left))),
    routes: os.adapters.routes.handler(async ({ input, signal }) => ({ routes: await routesOf(input.model, ports, always(signal)) })),
    deploy: os.adapters.deploy.handler(({ input, signal }) => stream(signal, (left) => deployed(input, left))),
    remove: os.adapters.remove.handler(async ({ input: { model, deployment }, signal }) => {
      if (deployment === undefined) await removeAdapter(model, ports, always(signal))
      else await withdraw(model, deployment, ports, always(signal))
      return {}
    }),
  }
}

/** Each step as another thing; the result as it is. */
async function* mapped<From, To, Result>(steps: AsyncGenerator<From, Result>, map: (step: From) => To): AsyncGenerator<To, Result> {
  for (;;) {
    const next = await steps.next()
    if (next.done === true) return next.value
    yield map(next.value)
  }
}
