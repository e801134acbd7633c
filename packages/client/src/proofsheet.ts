import { type AssetCalls, assetCalls } from './calls/assets.ts';
import { type BatchCalls, batchCalls } from './calls/batches.ts';
import { type GenerationCalls, generationCalls } from './calls/generations.ts';
import { type OutputCalls, outputCalls } from './calls/outputs.ts';
import { type PreviewCalls, previewCalls } from './calls/previews.ts';
import { type ProjectCalls, projectCalls } from './calls/projects.ts';
import { type ReviewCalls, type ReviewerCalls, reviewCalls, reviewerCalls } from './calls/reviews.ts';
import { type FollowOptions, follow } from './events/follow.ts';
import type { Event, Formats, Template, Templates } from './generated/api.generated.ts';
import { type Call, type CallOptions, openTransport, type Transport } from './http/transport.ts';
import { type ImageCalls, imageCalls, type SigningKey } from './images.ts';
import { signWebhook, verifyWebhook } from './webhooks.ts';

export interface ProofsheetOptions {
  /** Where the server is: `https://proofsheet.example.com`. */
  readonly baseUrl: string;
  /** A key as `proofsheet keys create` prints it. */
  readonly apiKey: string;
  /** How often a request is sent again that is safe to repeat: 3 times, where left out. */
  readonly retries?: number | undefined;
  /** For one try of one request, its answer included: 60 seconds, where left out. Uploads take the time they take. */
  readonly timeoutMs?: number | undefined;
  /** Signs image addresses. On your server only: never in a page. */
  readonly signingKey?: SigningKey | undefined;
  /** Instead of the platform's own, such as one that goes through a proxy. */
  readonly fetch?: typeof fetch | undefined;
}

const RETRIES = 3;
const TIMEOUT_MS = 60_000;

/** A client for one user's key. It holds no connection: it needs no end. */
export class Proofsheet {
  /** Webhooks as the Standard Webhooks specification has them. */
  static readonly webhooks = { verify: verifyWebhook, sign: signWebhook };

  readonly assets: AssetCalls;
  readonly batches: BatchCalls;
  readonly generations: GenerationCalls;
  readonly images: ImageCalls;
  readonly outputs: OutputCalls;
  readonly previews: PreviewCalls;
  readonly projects: ProjectCalls;
  readonly reviews: ReviewCalls;
  readonly #transport: Transport;

  constructor(options: ProofsheetOptions) {
    const { baseUrl, apiKey, retries = RETRIES, timeoutMs = TIMEOUT_MS, signingKey, fetch: own } = options;
    // Called by its name, so that browsers find it where they look for it, and a fetch that is replaced later is taken.
    const send: typeof fetch = own ?? ((...args) => fetch(...args));
    this.#transport = openTransport({ baseUrl: rootOf(baseUrl), apiKey, retries, timeoutMs, fetch: send });
    this.assets = assetCalls(this.#transport);
    this.batches = batchCalls(this.#transport);
    this.generations = generationCalls(this.#transport);
    this.images = imageCalls(this.#transport.baseUrl, signingKey);
    this.outputs = outputCalls(this.#transport);
    this.previews = previewCalls(this.#transport);
    this.projects = projectCalls(this.#transport);
    this.reviews = reviewCalls(this.#transport);
  }

  /** Every size that platforms ask for, and the presets that group them. */
  formats({ signal }: CallOptions = {}): Promise<Formats> {
    return this.#transport.json({ method: 'GET', path: '/v1/formats', signal });
  }

  /** What there is to choose from; `templatePicture` shows one. */
  templates({ signal }: CallOptions = {}): Promise<Templates> {
    return this.#transport.json({ method: 'GET', path: '/v1/templates', signal });
  }

  /** What a template looks like with sample words and images: a WebP. */
  templatePicture(
    { pictureUrl }: Pick<Template, 'pictureUrl'>,
    options: CallOptions = {},
  ): Promise<Uint8Array<ArrayBuffer>> {
    return this.#transport.bytes({ method: 'GET', path: pictureUrl, ...options });
  }

  /** Everything that happens to the user's generations and assets, from now on or behind `after`, without an end. */
  events(options: FollowOptions = {}): AsyncGenerator<Event, void, undefined> {
    return follow(this.#transport, { ...options, path: '/v1/events' });
  }

  /** For a page of the server itself that was opened by a review link: no key goes along, but the cookie of that link. */
  reviewer(linkId: string): ReviewerCalls {
    return reviewerCalls(this.#transport, linkId);
  }

  /** Any operation of the API, with the same key, retries and errors. */
  call<Answer>(call: Call): Promise<Answer> {
    return this.#transport.json(call);
  }
}

function rootOf(baseUrl: string): string {
  const { protocol, origin, pathname, username } = new URL(baseUrl);
  if (protocol !== 'http:' && protocol !== 'https:') throw new TypeError('baseUrl begins with http:// or https://.');
  if (username !== '') throw new TypeError('baseUrl takes no name and no password: the key is apiKey.');
  return `${origin}${pathname.replace(/\/+$/, '')}`;
}
