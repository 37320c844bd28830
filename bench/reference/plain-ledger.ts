import pg from "pg"

/**
 * A ledger as a textbook has it: accounts with a balance, entries with the balance after them, the account's row locked
 * while an entry is added. One posting is one call of one function in a transaction of its own.
 */
const SCHEMA = `
CREATE SCHEMA plain_ledger;
CREATE TABLE plain_ledger.account (id text PRIMARY KEY, balance bigint NOT NULL DEFAULT 0 CHECK (balance >= 0));
CREATE TABLE plain_ledger.entry (
  id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  account text NOT NULL REFERENCES plain_ledger.account,
  amount bigint NOT NULL,
  balance_after bigint NOT NULL,
  reference text NOT NULL UNIQUE,
  at timestamptz NOT NULL DEFAULT clock_timestamp()
);
CREATE FUNCTION plain_ledger.post(account_id text, amount bigint, reference text) RETURNS bigint LANGUAGE plpgsql AS $$
DECLARE
  after bigint;
BEGIN
  INSERT INTO plain_ledger.account (id) VALUES (account_id) ON CONFLICT DO NOTHING;
  SELECT balance + amount INTO after FROM plain_ledger.account WHERE id = account_id FOR UPDATE;
  INSERT INTO plain_ledger.entry (account, amount, balance_after, reference) VALUES (account_id, amount, after, reference);
  UPDATE plain_ledger.account SET balance = after WHERE id = account_id;
  RETURN after;
END $$;`

export type PlainPosting = { account: string; amount: number; reference: string }

/** Posts everything over `connections` connections and returns postings per second. Throws when a sum is not right. */
export async function postPlainly(databaseUrl: string, postings: PlainPosting[], connections: number): Promise<number> {
  const pool = new pg.Pool({ connectionString: databaseUrl, max: connections })
  try {
    await pool.query(SCHEMA)
    const startedAt = performance.now()
    let next = 0
    const poster = async () => {
      const client = await pool.connect()
      for (let one = postings[next++]; one; one = postings[next++])
        await client.query({
          name: "post",
          text: "SELECT plain_ledger.post($1, $2, $3)",
          values: [one.account, one.amount, one.reference],
        })
      client.release()
    }
    await Promise.all(Array.from({ length: connections }, poster))
    const seconds = (performance.now() - startedAt) / 1000
    await proveSum(pool, postings)
    return postings.length / seconds
  } finally {
    await pool.end()
  }
}

async function proveSum(pool: pg.Pool, postings: PlainPosting[]): Promise<void> {
  const { rows } = await pool.query(
    "SELECT (SELECT sum(balance) FROM plain_ledger.account)::text AS accounts, (SELECT sum(amount) FROM plain_ledger.entry)::text AS entries",
  )
  const wanted = String(postings.reduce((sum, one) => sum + one.amount, 0))
  if (rows[0].accounts !== wanted || rows[0].entries !== wanted)
    throw new Error(`the plain ledger holds ${JSON.stringify(rows[0])}, not ${wanted}`)
}
