/** The parts of @20minutes/s3rver that this package uses; it brings no types. */
declare module '@20minutes/s3rver' {
  import type { RequestListener } from 'node:http';
  import type { Readable } from 'node:stream';

  interface Store {
    getBucketPath(bucket: string): string;
    getResourcePath(bucket: string, key: string, part: string): string;
    getObject(bucket: string, key: string, range?: { start?: number; end?: number | string }): Promise<object | null>;
    deleteObject(bucket: string, key: string): Promise<void>;
    putObject(object: object): Promise<{ size: number; md5: string }>;
    putContent(path: string, content: Buffer | Readable): Promise<[bytes: number, md5: string]>;
  }
  export default class S3rver {
    constructor(options: { directory: string; silent: boolean; vhostBuckets: boolean });
    readonly store: Store;
    callback(): RequestListener;
  }
}

declare module '@20minutes/s3rver/lib/models/account.js' {
  interface Account {
    createKeyPair(accessKey: string, secretKey: string): void;
    revokeAccessKey(accessKey: string): void;
  }
  const account: { DUMMY_ACCOUNT: Account };
  export default account;
}

declare module '@20minutes/s3rver/lib/models/error.js' {
  export default class S3Error extends Error {
    detail: object;
    toXML(): string;
  }
}
