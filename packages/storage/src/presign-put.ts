import { AwsV4Signer } from 'aws4fetch';
import type { StorageConfig } from './config.ts';

/** What may be written to the address, and until when. */
export interface PutOptions {
  readonly seconds: number;
  readonly signedAt: Date;
  readonly bytes: number;
  readonly mediaType: string;
}

/**
 * An address that takes one object of exactly so many bytes and of that type: both are headers that are signed, which the
 * minio client leaves out. Nothing is asked of the storage.
 */
export async function presignPut(config: StorageConfig, key: string, options: PutOptions): Promise<string> {
  const { endpoint, publicEndpoint, bucket, region, accessKey, secretKey } = config;
  const address = new URL(`/${bucket}/${key}`, publicEndpoint ?? endpoint);
  address.searchParams.set('X-Amz-Expires', `${options.seconds}`);
  const { url } = await new AwsV4Signer({
    method: 'PUT',
    url: address.href,
    headers: { 'content-length': `${options.bytes}`, 'content-type': options.mediaType },
    accessKeyId: accessKey,
    secretAccessKey: secretKey,
    service: 's3',
    region,
    datetime: options.signedAt.toISOString().replace(/[:-]|\.\d{3}/g, ''),
    signQuery: true,
    allHeaders: true,
    singleEncode: true,
  }).sign();
  return url.href;
}
