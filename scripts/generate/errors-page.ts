import { ERROR_CODES, ERROR_HELP, Fault } from '../../packages/domain/src/index.ts';

/** `docs/errors.md`: every code of the catalogue. */
export async function errorsPage(): Promise<string> {
  return `<!-- Written by \`npm run generate\` from packages/domain/src/errors.ts and error-help.ts. -->

# Errors

Every error is \`application/problem+json\` ([RFC 9457](https://www.rfc-editor.org/rfc/rfc9457)). Branch on \`code\`, which is
stable; \`title\` and \`detail\` may be worded anew. \`type\` leads to the code's line on the page \`/errors\` of the server that
answered. \`retryable\` says whether the same request may succeed later, unchanged: wait for \`Retry-After\` where there is
one, and send an \`Idempotency-Key\` with what creates something. \`requestId\` names the request in the log.

The same codes say why a generation failed, an asset was rejected or an output is missing; a status belongs to a code
only where it answers a request.

| Code | Status | Retryable | Meaning | Remedy |
|---|---|---|---|---|
${ERROR_CODES.map(row).join('\n')}
`;
}

function row(code: (typeof ERROR_CODES)[number]): string {
  const { status, retryable } = new Fault(code, '');
  const { meaning, remedy } = ERROR_HELP[code];
  return `| <a id="${code}"></a>\`${code}\` | ${status} | ${retryable ? 'yes' : 'no'} | ${meaning} | ${remedy} |`;
}
