import { BaseSequencer, type TestSpecification } from 'vitest/node';

/**
 * The files that take longest, by parts of their paths. Those that mostly wait, for a lease to run out or for a server,
 * stand between those that compute, so that the workers seldom want the cores at the same moment.
 */
const LONGEST = [
  'tools/chaos/test/chaos',
  'packages/render/test/offers',
  'apps/worker/test/rolling-restart',
  'packages/vision/test/plain-ground',
  'apps/worker/test/poison',
  'packages/render/test/digests',
  'apps/worker/test/killed-worker',
  'tools/goldens/test/goldens',
  'apps/cli/test/start',
  'packages/render/test/logos',
  'packages/vision/test/analyse',
  'apps/cli/test/demo',
  'tools/goldens/test/difficult',
  'packages/vision/test/hard-scenes',
  'packages/embedded/test/servers',
  'packages/render/test/score',
  'packages/render/test/render',
  'packages/vision/src/people/find-faces',
  'packages/render/src/encode/encode',
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
