/** A row of numbers under heads: `key` tells it from the others, `head` names it. */
export type FigureRowOf = { key: string; head: string; cells: string[] }

/** Many numbers side by side; where they do not fit, the table is moved sideways, by keyboard too. `label` names it. */
export function FigureTable({ label, heads, rows }: { label: string; heads: string[]; rows: FigureRowOf[] }) {
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: what is moved sideways must be reached by keyboard
    <section className="regulars-figure-table" aria-label={label} tabIndex={0}>
      <FigureGrid heads={heads} rows={rows} />
    </section>
  )
}

/** The bare table of them; whoever shows it says where it stands and what it is called. */
export function FigureGrid({ heads, rows }: { heads: string[]; rows: FigureRowOf[] }) {
  return (
    <table>
      <thead>
        <tr>
          {heads.map((head) => (
            <th key={head} scope="col">
              {head}
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {rows.map(({ key, head, cells }) => (
          <tr key={key}>
            <th scope="row">{head}</th>
            {cells.map((cell, index) => (
              <td key={heads[index + 1]}>{cell}</td>
            ))}
          </tr>
        ))}
      </tbody>
    </table>
  )
}
