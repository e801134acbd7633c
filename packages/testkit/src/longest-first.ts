import { BaseSequencer, type TestSpecification } from 'vitest/node';

/**
 * The files that take longest, by parts of their paths. Those that mostly wait, for a lease to run out or for a server,
 * stand between those that compute, so that the workers seldom want the cores at the same moment.
 */
const LONGEST = [
  'tools/chaos/test/chaos',
  'tools/goldens/test/goldens',
  'apps/worker/test/killed-worker',
  'packages/render/test/lines-apart',
  'apps/web/test/gallery',
  'apps/web/test/screenshots',
  'apps/api/test/main',
  'tools/goldens/test/difficult',
  'apps/api/test/events',
  'apps/cli/test/start',
  'packages/render/test/logos',
  'packages/embedded/test/servers',
  'packages/render/test/offer-layout',
  'apps/cli/test/remote',
  'packages/render/test/drawing-process',
  'packages/render/test/score',
  'apps/api/test/event-processes',
  'packages/vision/test/hard-scenes',
  'apps/cli/test/demo',
  'packages/vision/src/people/find-faces',
  'packages/render/test/hard-scenes',
  'packages/queue/test/outage',
  'packages/render/src/encode/encode',
  'tools/clients/test/generated-clients',
  'packages/vision/test/subject',
  'packages/queue/test/watchdog',
  'packages/vision/test/plain-ground',
  'apps/worker/test/rolling-restart',
  'packages/vision/test/analyse',
  'apps/worker/test/poison',
  'packages/render/test/variants',
  'packages/render/test/offers',
];

/**
 * Starts the longest files first, so that no run ends with one long file alone on one core. Vitest itself goes by the
 * sizes of files until it has seen a run, and a fresh clone has seen none.
 */
export class LongestFirst extends BaseSequencer {
  override async sort(files: TestSpecification[]): Promise<TestSpecification[]> {
    const rest = await super.sort(files);
    const longest = LONGEST.flatMap((path) => rest.filter(({ moduleId }) => moduleId.includes(path)));
    return [...longest, ...rest.filter((file) => !longest.includes(file))];
  }
}
