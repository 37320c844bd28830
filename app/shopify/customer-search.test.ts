import { expect, test } from "vitest"
import { customerSearch } from "./customer-search.ts"

test.each([
  ["Анна Петрова", "Анна* Петрова*"],
  ["  anna@exam ", "anna@exam*"],
  ["O'Brien-Смит", "O* Brien-Смит*"],
  ["Anna OR id:1", "Anna* or* id* 1*"],
  ["NOT (tag:vip)", "not* tag* vip*"],
  ["-email:a@b.example", "email* a@b.example*"],
  ['"a" \\ *', "a*"],
  ["a b c d e f g h i j", "a* b* c* d* e* f* g* h*"],
  ["", null],
  ["*:()", null],
])("%j becomes %j", (typed, query) => {
  expect(customerSearch(typed)).toBe(query)
})
