/** What a model says of one of its inputs or outputs; a dimension that is not fixed has a name or none. */
export interface TensorDescription {
  readonly name: string;
  readonly type: string;
  readonly shape: readonly (number | string | undefined)[];
}

export interface ModelDescription {
  readonly inputs: readonly TensorDescription[];
  readonly outputs: readonly TensorDescription[];
}

export type Triple = readonly [number, number, number];

/** How an image becomes the input of a model. */
export interface InputPlan {
  readonly name: string;
  /** Planes of a channel each, or pixel by pixel. */
  readonly layout: 'NCHW' | 'NHWC';
  readonly width: number;
  readonly height: number;
  /** What is brought to 1 before normalising: 255, or the brightest value of the image. */
  readonly white: 'byte' | 'brightest';
  readonly mean: Triple;
  readonly std: Triple;
}

/** A mask of the model's own size, 0 to 255, and how sure the model was of it, 0 to 1. */
export interface ModelMask {
  readonly data: Uint8Array;
  readonly width: number;
  readonly height: number;
  readonly agreement: number;
}

export interface ModelInput {
  /** Path of its file. */
  readonly model: string;
  readonly input: InputPlan;
  /** RGB, interleaved, of the size of the plan. */
  readonly rgb: Uint8Array;
}

export type ModelErrands = {
  readonly describe: { readonly ask: Pick<ModelInput, 'model'>; readonly answer: ModelDescription };
  readonly mask: { readonly ask: ModelInput; readonly answer: ModelMask };
  /** One value for each class, as the model gives them. */
  readonly scores: { readonly ask: ModelInput; readonly answer: readonly number[] };
};
