import * as Type from "typebox";
import { createContext, useState } from "react";

/** What stands in a number's field and is no number within its bounds. */
export interface TypedNumber {
  /** The field's name, its own in the form. */
  readonly field: string;
  readonly label: string;
  readonly text: string;
  readonly min: number;
  readonly max: number;
}
export const TypedNumberSchema = Type.Object({
  field: Type.String(),
  label: Type.String(),
  text: Type.String(),
  min: Type.Number(),
  max: Type.Number(),
});

/** Of one form: as long as there is one of them it cannot be saved. */
export interface TypedNumbers {
  readonly all: readonly TypedNumber[];
  readonly put: (typed: TypedNumber) => void;
  /** What stands in the field is a number again. */
  readonly forget: (field: string) => void;
}
export const TypedNumbersContext = createContext<TypedNumbers | null>(null);

export const withTyped = (all: readonly TypedNumber[], typed: TypedNumber): readonly TypedNumber[] => [
  ...withoutTyped(all, typed.field),
  typed,
];
export const withoutTyped = (all: readonly TypedNumber[], field: string): readonly TypedNumber[] =>
  all.filter((each) => each.field !== field);

/** Of a dialog: they go with it. `isThere`: the field still is. */
export function useTypedNumbers(isThere: (field: string) => boolean): TypedNumbers {
  const [kept, setKept] = useState<readonly TypedNumber[]>([]);
  return {
    all: kept.filter(({ field }) => isThere(field)),
    put: (typed) => setKept((all) => withTyped(all, typed)),
    forget: (field) => setKept((all) => withoutTyped(all, field)),
  };
}

/** Where a form shows one of several of a kind: before each field's name and label. */
export const NumberPlaceContext = createContext<{ readonly id: string; readonly name: string } | null>(null);
