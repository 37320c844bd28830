/** Writes app/i18n/text-values.generated.ts, by which the compiler knows the values that each text needs: `npm run texts`. */
import { writeFileSync } from "node:fs"
import { fileURLToPath } from "node:url"
import { textValuesModule } from "../app/i18n/blanks.ts"
import { messagesOf } from "../app/i18n/translate.ts"

const FILE = fileURLToPath(new URL("../app/i18n/text-values.generated.ts", import.meta.url))

writeFileSync(FILE, textValuesModule(messagesOf("en")))
console.log("app/i18n/text-values.generated.ts written")
