import { S3Error } from 'minio';

/** An error as the minio client throws it, for answers that the client does not read. */
export function s3Error(code: string | undefined, message: string): S3Error {
  const error = new S3Error(`${message}${code === undefined ? '' : `: ${code}`}`);
  if (code !== undefined) error.code = code;
  return error;
}

/** The code in the XML of a refusal. */
export function codeIn(body: string): string | undefined {
  return /<Code>(\w+)<\/Code>/.exec(body)?.[1];
}
