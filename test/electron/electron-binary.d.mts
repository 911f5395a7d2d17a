export function findElectron(
  root: string,
  env: NodeJS.ProcessEnv,
): { readonly program: string; readonly missing?: never } | { readonly program?: never; readonly missing: string };
