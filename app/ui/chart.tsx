import { Button, Text } from "@shopify/polaris"
import { scaleBand, scaleLinear } from "d3-scale"
import { area, curveMonotoneX, line } from "d3-shape"
import { useId, useState } from "react"
import { FigureGrid } from "./figure-table.tsx"
import { useText } from "./text.tsx"

/** One value of a row: `label` is what a reader is told ("12 March"), `key` tells it from the others. */
export type ChartPoint = { key: string; label: string; value: number }

type Props = {
  /** What is counted, in few words: the head of the table's column. */
  name: string
  /** What the labels are, such as days: the head of the other column. */
  labelName: string
  /** The chart in one sentence, for who does not see it. */
  summary: string
  points: ChartPoint[]
  /** Bars for what is counted each day, a line for what goes up and down. */
  kind?: "bars" | "line"
}

const WIDTH = 300
const HEIGHT = 72

/**
 * Numbers over time, drawn by the server: the space is taken before it is drawn, nothing moves, and the same numbers stand
 * in a table for who cannot see it or would rather read. Every chart of the admin is this one.
 */
export function Chart({ name, labelName, summary, points, kind = "bars" }: Props) {
  const { t } = useText()
  const [asTable, setAsTable] = useState(false)
  const id = useId()
  return (
    <figure className="regulars-chart">
      {asTable ? null : (
        <>
          <svg viewBox={`0 0 ${WIDTH} ${HEIGHT}`} preserveAspectRatio="none" role="img" aria-label={summary}>
            {kind === "bars" ? <Bars points={points} /> : <Line points={points} />}
            <line className="regulars-chart__ground" x1="0" x2={WIDTH} y1={HEIGHT - 0.5} y2={HEIGHT - 0.5} />
          </svg>
          <div className="regulars-chart__ends" aria-hidden="true">
            <Text as="span" variant="bodySm" tone="subdued">
              {points[0]?.label}
            </Text>
            <Text as="span" variant="bodySm" tone="subdued">
              {points.at(-1)?.label}
            </Text>
          </div>
        </>
      )}
      <ChartTable id={id} hidden={!asTable} points={points} heads={[labelName, name]} />
      <Button variant="plain" ariaExpanded={asTable} ariaControls={id} onClick={() => setAsTable(!asTable)}>
        {t(asTable ? "chart.showChart" : "chart.showTable")}
      </Button>
    </figure>
  )
}

/** A value that is not nothing is at least a hair high. */
const SHORTEST = 2

function Bars({ points }: { points: ChartPoint[] }) {
  const { number } = useText()
  const across = scaleBand(
    points.map(({ key }) => key),
    [0, WIDTH],
  ).padding(0.25)
  const up = scaleLinear([0, highest(points)], [0, HEIGHT - 1])
  return points.map(({ key, label, value }) => {
    const height = value > 0 ? Math.max(SHORTEST, up(value)) : 0
    return (
      <rect
        key={key}
        className="regulars-chart__bar"
        x={across(key)}
        width={across.bandwidth()}
        y={HEIGHT - height}
        height={height}
      >
        <title>{`${label}: ${number(value)}`}</title>
      </rect>
    )
  })
}

function Line({ points }: { points: ChartPoint[] }) {
  const lowest = Math.min(0, ...points.map(({ value }) => value))
  const across = scaleLinear([0, Math.max(1, points.length - 1)], [0, WIDTH])
  const up = scaleLinear([lowest, highest(points)], [HEIGHT - 1, 2])
  const numbered = points.map(({ value }, index): [number, number] => [across(index), up(value)])
  return (
    <>
      <path className="regulars-chart__area" d={area().curve(curveMonotoneX).y0(up(0))(numbered) ?? ""} />
      <path className="regulars-chart__line" d={line().curve(curveMonotoneX)(numbered) ?? ""} />
    </>
  )
}

const highest = (points: ChartPoint[]) => Math.max(1, ...points.map(({ value }) => value))

type TableProps = {
  id: string
  hidden: boolean
  points: ChartPoint[]
  heads: [string, string]
}

/** Hidden from the eye only: a screen reader finds it either way. */
function ChartTable({ id, hidden, points, heads }: TableProps) {
  const { number } = useText()
  return (
    <div
      id={id}
      className={hidden ? "regulars-unseen" : "regulars-chart__table"}
      {...(hidden ? {} : { tabIndex: 0, role: "region", "aria-label": heads[1] })}
    >
      <FigureGrid
        heads={heads}
        rows={points.map(({ key, label, value }) => ({ key, head: label, cells: [number(value)] }))}
      />
    </div>
  )
}
