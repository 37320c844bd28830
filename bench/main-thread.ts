/**
 * Reads a trace of Chromium's main thread. What scripts of ours cost is attributed by their address: the evaluation and
 * compilation of a file of ours and every call into it, with all that runs inside (forced layout, custom elements, garbage
 * collection). What our markup and styles cost has no address in a trace; it is rendering work, and is told in full, to be
 * compared with the same page without our blocks. What a script of the theme forces counts too: whether a page is laid out
 * before such a script or in it is chance.
 */
export type TraceEvent = {
  name: string
  ph: string
  pid: number
  tid: number
  /** Microseconds by the clock. */
  ts: number
  dur?: number
  /** Microseconds of the thread's own processor time: what other programs take in between is not in it. */
  tts?: number
  tdur?: number
  args?: { name?: string; data?: { url?: string; styleSheetUrl?: string }; beginData?: { url?: string } }
}

export type MainThread = {
  /** In files of ours, ms. */
  scriptMs: number
  /** Parsing, style, layout and painting, ms; what another's script forces is in it, what ours force is theirs. */
  renderingMs: number
  /** Tasks of 50 ms or more that would be shorter without our scripts. */
  longTasks: number
}

type Span = { from: number; to: number }

const SCRIPTS = new Set(["EvaluateScript", "v8.compile", "FunctionCall", "v8.evaluateModule", "v8.compileModule"])
const PARSING = new Set(["ParseHTML", "ParseAuthorStyleSheet"])
const DRAWING = new Set(["UpdateLayoutTree", "Layout", "PrePaint", "Paint", "Layerize", "Commit"])
const TASK = "RunTask"
const LONG_MS = 50

/**
 * What happened in the processes that opened a document of `origin`: the browser has pages of its own, and traces them
 * too.
 */
export function eventsOfPage(events: TraceEvent[], origin: string): TraceEvent[] {
  const processes = new Set(
    events
      .filter(({ name, args }) => name === "ParseHTML" && args?.beginData?.url?.startsWith(`${origin}/`))
      .map(({ pid }) => pid),
  )
  return events.filter(({ pid }) => processes.has(pid))
}

/** `ours`: whether an address is one of our files; `slowdown`: how many times as slow a processor the times are told for. */
export function readMainThread(events: TraceEvent[], ours: (url: string) => boolean, slowdown = 1): MainThread {
  const mains = new Set(
    events
      .filter(({ name, args }) => name === "thread_name" && args?.name === "CrRendererMain")
      .map(({ pid, tid }) => `${pid} ${tid}`),
  )
  const result = { scriptMs: 0, renderingMs: 0, longTasks: 0 }
  for (const main of mains) {
    const here = events.filter(({ ph, dur, pid, tid }) => ph === "X" && dur !== undefined && `${pid} ${tid}` === main)
    const spanOf = (event: TraceEvent) => slowed(ownSpan(event), slowdown)
    const spansOf = (wanted: (event: TraceEvent) => boolean) => joined(here.filter(wanted).map(spanOf))
    const scripts = spansOf(({ name }) => SCRIPTS.has(name))
    const own = spansOf(({ name, args }) => SCRIPTS.has(name) && ours(args?.data?.url ?? ""))
    const parsing = spansOf(({ name }) => PARSING.has(name))
    const drawing = spansOf(({ name }) => DRAWING.has(name))
    result.scriptMs += lengthOf(own)
    result.renderingMs += lengthOf(parsing) - overlapOf(parsing, scripts) + lengthOf(drawing) - overlapOf(drawing, own)
    for (const task of here.filter(({ name }) => name === TASK).map(spanOf)) {
      const length = lengthOf([task])
      const part = overlapOf([task], own)
      if (part > 0 && length >= LONG_MS && length - part < LONG_MS) result.longTasks += 1
      else if (part >= LONG_MS) result.longTasks += 1
    }
  }
  return result
}

/** In the thread's own time; by the clock where the system does not tell it. */
function ownSpan({ ts, dur = 0, tts, tdur }: TraceEvent): Span {
  if (tts === undefined || tdur === undefined) return { from: ts, to: ts + dur }
  return { from: tts, to: tts + tdur }
}

const slowed = ({ from, to }: Span, times: number): Span => ({ from: from * times, to: to * times })

/** Without overlaps, in order. */
function joined(spans: Span[]): Span[] {
  const result: Span[] = []
  for (const span of spans.toSorted((a, b) => a.from - b.from)) {
    const last = result.at(-1)
    if (last && span.from <= last.to) last.to = Math.max(last.to, span.to)
    else result.push({ ...span })
  }
  return result
}

const lengthOf = (spans: Span[]) => spans.reduce((sum, { from, to }) => sum + (to - from) / 1000, 0)

/** How much of `some` lies in `others`, ms. Neither overlaps itself. */
function overlapOf(some: Span[], others: Span[]): number {
  const parts = some.flatMap((one) =>
    others
      .map((other) => ({ from: Math.max(one.from, other.from), to: Math.min(one.to, other.to) }))
      .filter(({ from, to }) => to > from),
  )
  return lengthOf(parts)
}
