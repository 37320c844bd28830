import { type FieldMetadata, unstable_useControl as useControl } from "@conform-to/react"
import { Checkbox, ChoiceList, Select, TextField } from "@shopify/polaris"
import { useErrorText } from "./error-text.ts"

/** Inputs bound to a form field: the value is always the text in the form, the error stands beside it. */
export type Field = FieldMetadata<string | undefined>
export type Common = { field: Field; label: string; help?: string }

/** The field's text, the element that the form sends of it (`carrier`), and what is said beside it, its error in words. */
export function useField({ field, label, help }: Common) {
  const control = useControl(field)
  const error = useErrorText(field.errors)
  return {
    value: control.value ?? "",
    change: (text: string) => control.change(text),
    blur: () => control.blur(),
    carrier: <input type="hidden" name={field.name} ref={control.register} />,
    said: { id: field.id, label, helpText: help, error },
  }
}

export type TextInputProps = Common & {
  suffix?: string
  prefix?: string
  multiline?: number
  inputMode?: "numeric" | "decimal" | "text"
  maxLength?: number
}

export function TextInput(props: TextInputProps) {
  return <TypedInput {...props} bound={useField(props)} />
}

type TypedProps = TextInputProps & { bound: ReturnType<typeof useField>; type?: "date" | "datetime-local" }

/** What is typed on a keyboard; `bound` may show another text than the form carries. */
export function TypedInput({ bound, ...props }: TypedProps) {
  return (
    <div>
      {bound.carrier}
      <TextField
        {...bound.said}
        type={props.type}
        value={bound.value}
        onChange={bound.change}
        onBlur={bound.blur}
        autoComplete="off"
        prefix={props.prefix}
        suffix={props.suffix}
        multiline={props.multiline ?? false}
        inputMode={props.inputMode}
        maxLength={props.maxLength}
      />
    </div>
  )
}

export function CheckInput(props: Common) {
  const { value, change, blur, said, carrier } = useField(props)
  return (
    <div>
      {carrier}
      <Checkbox {...said} checked={value === "on"} onChange={(checked) => change(checked ? "on" : "")} onBlur={blur} />
    </div>
  )
}

export type Choice = { value: string; label: string; help?: string }

export function SelectInput(props: Common & { choices: Choice[] }) {
  const { value, change, blur, said, carrier } = useField(props)
  return (
    <div>
      {carrier}
      <Select
        {...said}
        options={props.choices.map(({ value: choice, label }) => ({ value: choice, label }))}
        value={value}
        onChange={change}
        onBlur={blur}
      />
    </div>
  )
}

export function ChoiceInput(props: Common & { choices: Choice[] }) {
  const { value, change, said, carrier } = useField(props)
  return (
    <div>
      {carrier}
      <ChoiceList
        name={`${props.field.id}-choice`}
        title={props.label}
        choices={props.choices.map((choice) => ({
          value: choice.value,
          label: choice.label,
          helpText: choice.help,
        }))}
        selected={[value]}
        onChange={(selected) => change(selected[0] ?? "")}
        error={said.error}
      />
    </div>
  )
}

/** Any of a few; the field carries the chosen ones, one a line, in the order of the choices. */
export function ManyInput(props: Common & { choices: Choice[] }) {
  const { value, change, said, carrier } = useField(props)
  const known = props.choices.map((choice) => choice.value)
  const chosen = value.split("\n").filter(Boolean)
  // What was chosen and is no longer there stays until somebody saves without it.
  const gone = chosen.filter((one) => !known.includes(one))
  return (
    <div>
      {carrier}
      <ChoiceList
        allowMultiple
        name={`${props.field.id}-choice`}
        title={props.label}
        choices={[...props.choices, ...gone.map((one) => ({ value: one, label: one }))].map((choice) => ({
          value: choice.value,
          label: choice.label,
        }))}
        selected={chosen}
        onChange={(selected) => change([...known, ...gone].filter((one) => selected.includes(one)).join("\n"))}
        error={said.error}
      />
    </div>
  )
}
