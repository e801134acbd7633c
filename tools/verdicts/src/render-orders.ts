import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { createRenderer, type OrderImage } from '@proofsheet/render';
import { type MadeOrder, makeOrder, picturesFolder } from '@proofsheet/verdicts';
import { openVision, type Vision } from '@proofsheet/vision';
import type { Order } from './orders.ts';

/** Makes the orders one after the other. Photographs are analysed once, whatever orders use them. */
export async function* renderOrders(
  orders: readonly Order[],
  { photos, output }: { readonly photos: string; readonly output: string },
): AsyncGenerator<MadeOrder & { readonly order: Order }> {
  const folder = await picturesFolder(output);
  const vision = await openVision({ threads: 1 });
  const renderer = await createRenderer();
  const analysed = new Map<string, Promise<Omit<OrderImage, 'role'>>>();
  const imageOf = (file: string) => {
    const known = analysed.get(file) ?? analyse(vision, path.join(photos, file));
    analysed.set(file, known);
    return known;
  };
  try {
    for (const order of orders) {
      const images: OrderImage[] = [];
      for (const { file, role } of order.photos) images.push({ ...(await imageOf(file)), role });
      const { tag, request } = order;
      yield { order, ...(await makeOrder({ tag, request, images }, { render: renderer.render, folder })) };
    }
  } finally {
    await Promise.all([vision.close(), renderer.close()]);
  }
}

async function analyse(vision: Vision, file: string): Promise<Omit<OrderImage, 'role'>> {
  const { master, analysis, cutout } = await vision.analyse(await readFile(file));
  return { bytes: master, analysis, cutout: cutout?.bytes };
}
