export { ASPECT_CLASSES, type AspectClass, aspectOf } from './aspect.ts';
export { FORMAT_NAMES, type Format, type FormatName, formatNamed, formatsOf } from './catalogue.ts';
export { type FormatChoice, formatNameSchema, formatOf, presetNameSchema } from './choice.ts';
export { PRESET_NAMES, presetFormats } from './presets.ts';
