import type {
  CountedProject,
  Image,
  ListProjectImagesData,
  ListProjectsData,
  NewProject,
  Project,
  ProjectChange,
} from '../generated/api.generated.ts';
import type { CallOptions, CreateOptions, Transport } from '../http/transport.ts';
import { freshId } from './fresh-id.ts';
import { type Filters, type Listing, listing } from './listing.ts';

export interface ProjectCalls {
  create(project: NewProject, options?: CreateOptions): Promise<Project>;
  /** With how much is in it. */
  get(id: string, options?: CallOptions): Promise<CountedProject>;
  /** Its name, its brand, or whether it is archived; what is left out stays. */
  change(id: string, change: ProjectChange, options?: CallOptions): Promise<Project>;
  /** What belongs to it stays, and is of no project any more. */
  delete(id: string, options?: CallOptions): Promise<Project>;
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
    change: (id, change, { signal } = {}) => transport.json({ method: 'PATCH', path: at(id), json: change, signal }),
    delete: (id, { signal } = {}) => transport.json({ method: 'DELETE', path: at(id), signal }),
    list: (query = {}) => listing(transport, '/v1/projects', query),
    images: (id, query = {}) => listing(transport, at(id, '/images'), query),
  };
}
