import ts from "typescript";

/** Attributes a person reads or hears. */
const SPOKEN_ATTRIBUTES = new Set([
  "aria-label",
  "title",
  "placeholder",
  "alt",
  "label",
  "aria-description",
  "aria-roledescription",
  "description",
]);
/** A word in any script; signs, digits and single letters (a shortcut, a unit) are no text. */
const A_WORD = /\p{L}{2,}/u;
/** The product's name and abbreviations that are the same in every language. */
const SAME_EVERYWHERE = /^(?:Cordboard|English|中文|VIP|PIN|SIP|CSV|DTMF|Ctrl|Alt|Shift|Esc|Enter)$/u;

/** Text in TSX that does not come from the catalogue: `path:line "text"`. */
export function foreignText(path: string, source: string): string[] {
  const file = ts.createSourceFile(path, source, ts.ScriptTarget.Latest, true, ts.ScriptKind.TSX);
  const found: string[] = [];
  const note = (node: ts.Node, text: string) => {
    const trimmed = text.trim();
    if (!A_WORD.test(trimmed) || SAME_EVERYWHERE.test(trimmed)) return;
    const { line } = file.getLineAndCharacterOfPosition(node.getStart(file));
    found.push(`${path}:${line + 1} ${JSON.stringify(trimmed)} is not from the catalogue`);
  };
  const visit = (node: ts.Node): void => {
    if (ts.isJsxText(node)) note(node, node.text);
    if (
      ts.isJsxExpression(node) &&
      node.expression !== undefined &&
      ts.isStringLiteral(node.expression) &&
      !ts.isJsxAttribute(node.parent)
    ) {
      note(node, node.expression.text);
    }
    if (ts.isJsxAttribute(node) && ts.isIdentifier(node.name) && SPOKEN_ATTRIBUTES.has(node.name.text))
      noteAttribute(node);
    if (
      ts.isJsxAttribute(node) &&
      node.name.getText(file).startsWith("aria-") &&
      SPOKEN_ATTRIBUTES.has(node.name.getText(file))
    ) {
      noteAttribute(node);
    }
    ts.forEachChild(node, visit);
  };
  const noteAttribute = ({ initializer }: ts.JsxAttribute): void => {
    if (initializer !== undefined && ts.isStringLiteral(initializer)) note(initializer, initializer.text);
  };
  visit(file);
  return [...new Set(found)];
}
