/** Tells the page one outcome from the next; real time, since the world's clock may stand still. */
export const outcomeId = () => String(Date.now())
