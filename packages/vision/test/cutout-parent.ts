import { openCutoutModel } from '../src/operator-models/cutout-model.ts';
import { scene, WHITE } from './scenes.ts';

/** A parent to be ended by a test: opens the model, tells its process, and runs it without end or leaves it at rest. */
const [cutoutModel = '', then] = process.argv.slice(2);
const model = await openCutoutModel({
  cutoutModel,
  cutoutModelMean: [0, 0, 0],
  cutoutModelStd: [1, 1, 1],
  cutoutSeconds: 60,
  cutoutMemoryMb: 1000,
});
const running = then === 'run' ? model.mask(scene({ ground: WHITE })) : undefined;
// Long enough for the run to be inside the runtime, where nothing of the child's main thread is heard.
setTimeout(() => process.send?.({ pid: model.pid }, () => process.disconnect()), 300);
await running;
