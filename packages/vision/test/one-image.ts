import sharp from 'sharp';
import { openVision } from '../src/index.ts';

/** A process that analyses one image, as a worker does. */
const vision = await openVision({ threads: 1 });
await vision.analyse(
  await sharp({ create: { width: 64, height: 64, channels: 3, background: '#1d3557' } })
    .png()
    .toBuffer(),
);
process.send?.(vision.state());
await vision.close();
