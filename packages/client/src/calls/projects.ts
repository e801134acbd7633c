import type {
  Image,
  ListProjectImagesData,
  ListProjectsData,
  NewProject,
  Project,
} from '../generated/api.generated.ts';
import type { CallOptions, CreateOptions, Transport } from '../http/transport.ts';
import { freshId } from './fresh-id.ts';
import { type Filters, type Listing, listing } from './listing.ts';

export interface ProjectCalls {
  create(project: NewProject, options?: CreateOptions): Promise<Project>;
  get(id: string, options?: CallOptions): Promise<Project>;
  list(query?: Filters<ListProjectsData>): Listing<Project>;
  /** Its uploads and outputs together. */
  images(id: string, query?: Filters<ListProjectImagesData>): Listing<Image>;
}

export function projectCalls(transport: Transport): ProjectCalls {
  const at = (id: string, below = '') => `/v1/projects/${encodeURIComponent(id)}${below}`;
  return {
    create: (project, { idempotencyKey = freshId(), signal } = {}) =>
      transport.json({ method: 'POST', path: '/v1/projects', json: project, idempotencyKey, signal }),
    get: (id, { signal } = {}) => transport.json({ method: 'GET', path: at(id), signal }),
    list: (query = {}) => listing(transport, '/v1/projects', query),
    images: (id, query = {}) => listing(transport, at(id, '/images'), query),
  };
}
