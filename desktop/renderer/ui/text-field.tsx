import type { ReactNode, Ref } from "react";
import { FieldError } from "react-aria-components/FieldError";
import { Input } from "react-aria-components/Input";
import { Label } from "react-aria-components/Label";
import { Text } from "react-aria-components/Text";
import { TextArea } from "react-aria-components/TextArea";
import { TextField as AriaTextField, type TextFieldProps as AriaTextFieldProps } from "react-aria-components/TextField";
import styles from "./field.module.css";
import { classNames } from "./class-names.ts";
import { keysGoOn } from "./keys-go-on.ts";

interface TextFieldProps extends Omit<AriaTextFieldProps, "children" | "className" | "style"> {
  readonly label: string;
  /** The label is spoken but not shown, e.g. in a search box with an icon. */
  readonly labelHidden?: boolean;
  readonly description?: string;
  readonly placeholder?: string;
  /** Shown instead of the description while `isInvalid`. */
  readonly errorMessage?: string;
  /** Height in lines; makes it a text area. */
  readonly rows?: number;
  /** Inside the frame, before the text (an icon) and after it (a key). */
  readonly before?: ReactNode;
  readonly after?: ReactNode;
  readonly inputRef?: Ref<HTMLInputElement> | undefined;
  readonly areaRef?: Ref<HTMLTextAreaElement> | undefined;
  readonly "data-testid"?: string;
}

/** One line or, with `rows`, several. The test id sits on the input itself. */
export function TextField({
  label,
  labelHidden,
  description,
  placeholder,
  errorMessage,
  rows,
  before,
  after,
  inputRef,
  areaRef,
  onKeyDown,
  "data-testid": testId,
  ...rest
}: TextFieldProps) {
  const shared = {
    ...(placeholder === undefined ? {} : { placeholder }),
    ...(testId === undefined ? {} : { "data-testid": testId }),
  };
  return (
    <AriaTextField
      {...rest}
      {...(onKeyDown === undefined ? {} : { onKeyDown: keysGoOn(onKeyDown) })}
      className={styles.field}
    >
      <Label className={classNames(styles.label, labelHidden && "visually-hidden")}>{label}</Label>
      <div className={styles.frame}>
        {before}
        {rows === undefined ? (
          <Input ref={inputRef ?? null} className={styles.input} {...shared} />
        ) : (
          <TextArea ref={areaRef ?? null} rows={rows} className={classNames(styles.input, styles.area)} {...shared} />
        )}
        {after}
      </div>
      {description === undefined || rest.isInvalid === true ? null : (
        <Text slot="description" className={styles.description}>
          {description}
        </Text>
      )}
      <FieldError className={styles.error}>{errorMessage}</FieldError>
    </AriaTextField>
  );
}
