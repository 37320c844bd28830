import { type FieldMetadata, unstable_useControl as useControl } from "@conform-to/react"
import { Checkbox, ChoiceList, Select, TextField } from "@shopify/polaris"
import { useErrorText } from "./error-text.ts"

/** Inputs bound to a form field: the value is always the text in the form, the error stands beside it. */
export type Field = FieldMetadata<string | undefined>
export type Common = { field: Field; label: string; help?: string; disabled?: boolean }

/** The field's text with its error in words; `carrier` is the element that the form sends. */
export function useField(field: Field) {
  const control = useControl(field)
  const error = useErrorText(field.errors)
  const carrier = <input type="hidden" name={field.name} ref={control.register} />
  return { value: control.value ?? "", change: control.change, blur: control.blur, error, carrier }
}

export type TextInputProps = Common & {
  labelHidden?: boolean
  suffix?: string
  prefix?: string
  placeholder?: string
  multiline?: number
  inputMode?: "numeric" | "decimal" | "text"
  maxLength?: number
}

export function TextInput(props: TextInputProps) {
  const { value, change, blur, error, carrier } = useField(props.field)
  return (
    <div>
      {carrier}
      <TextField
        id={props.field.id}
        label={props.label}
        labelHidden={props.labelHidden}
        helpText={props.help}
        value={value}
        onChange={change}
        onBlur={blur}
        error={error}
        autoComplete="off"
        prefix={props.prefix}
        suffix={props.suffix}
        placeholder={props.placeholder}
        multiline={props.multiline ?? false}
        inputMode={props.inputMode}
        maxLength={props.maxLength}
        disabled={props.disabled}
      />
    </div>
  )
}

export function CheckInput(props: Common) {
  const { value, change, blur, error, carrier } = useField(props.field)
  return (
    <div>
      {carrier}
      <Checkbox
        id={props.field.id}
        label={props.label}
        helpText={props.help}
        checked={value === "on"}
        onChange={(checked) => change(checked ? "on" : "")}
        onBlur={blur}
        error={error}
        disabled={props.disabled}
      />
    </div>
  )
}

export type Choice = { value: string; label: string; help?: string }

export function SelectInput(props: Common & { choices: Choice[] }) {
  const { value, change, blur, error, carrier } = useField(props.field)
  return (
    <div>
      {carrier}
      <Select
        id={props.field.id}
        label={props.label}
        helpText={props.help}
        options={props.choices.map(({ value: choice, label }) => ({ value: choice, label }))}
        value={value}
        onChange={change}
        onBlur={blur}
        error={error}
      />
    </div>
  )
}

export function ChoiceInput(props: Common & { choices: Choice[] }) {
  const { value, change, error, carrier } = useField(props.field)
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
        error={error}
      />
    </div>
  )
}
