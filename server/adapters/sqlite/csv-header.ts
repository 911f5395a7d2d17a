import { plainText } from "../../customers/plain-text.ts";
import { StoreError } from "./store-error.ts";

const COLUMNS = ["phone", "name", "reason", "account"] as const;
type ColumnName = (typeof COLUMNS)[number];
/** Index of each column in a row; null where the file has none. `phone` is always there. */
export type CsvColumns = { readonly phone: number } & Readonly<Record<Exclude<ColumnName, "phone">, number | null>>;

/** Compared without spaces, punctuation and case. */
const SYNONYMS: Readonly<Record<ColumnName, readonly string[]>> = {
  phone: [
    ..."phone|telephone|tel|mobile|cell|cellphone|phonenumber|telephonenumber|mobilenumber|mobilephone|contactnumber".split(
      "|",
    ),
    ..."number|msisdn|phoneno|telno|mobileno|电话|手机|号码|电话号码|手机号|手机号码|联系电话|联系方式|電話|手機|號碼".split(
      "|",
    ),
  ],
  name: "name|fullname|customer|customername|contact|contactname|client|姓名|名字|名称|客户|客户姓名|客户名称|联系人|客戶".split(
    "|",
  ),
  reason: "reason|purpose|subject|topic|note|notes|remark|remarks|campaign|原因|事由|用途|备注|说明|备註|主题".split(
    "|",
  ),
  account:
    "account|accountnumber|accountno|accountid|customernumber|customerno|账号|帐号|账户|帐户|客户号|客户编号|户号|帳號".split(
      "|",
    ),
};

/** Finds the columns by their names; the first of several equal ones wins. Throws `csv-no-phone-column` without a phone column. */
export function csvColumns(header: readonly string[]): CsvColumns {
  const names = header.map((cell) =>
    plainText(cell, 100)
      .toLowerCase()
      .replace(/[\s\p{P}\p{S}]/gu, ""),
  );
  const indexOf = (column: ColumnName): number | null => {
    const index = names.findIndex((name) => SYNONYMS[column].includes(name));
    return index === -1 ? null : index;
  };
  const phone = indexOf("phone");
  if (phone === null) {
    const seen = header
      .slice(0, 8)
      .map((cell) => `"${plainText(cell, 20)}"`)
      .join(", ");
    throw new StoreError(
      "csv-no-phone-column",
      `no column called phone, mobile, 电话 or 手机 in the header row (found: ${seen})`,
    );
  }
  return { phone, name: indexOf("name"), reason: indexOf("reason"), account: indexOf("account") };
}

/** Excel writes what the country's settings say: the delimiter that occurs most often in the header row. */
export function csvDelimiter(text: string): "," | ";" | "\t" {
  const header = /^[\ufeff\s]*([^\r\n]{0,10000})/u.exec(text)?.[1] ?? "";
  const count = (delimiter: string): number => header.split(delimiter).length;
  if (count("\t") > count(",") && count("\t") >= count(";")) return "\t";
  return count(";") > count(",") ? ";" : ",";
}
