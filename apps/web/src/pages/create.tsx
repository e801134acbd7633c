import { ApiError, type GenerationKind, type GenerationRequest } from '@proofsheet/client';
import { useMutation } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import { Form, Label, Radio, RadioGroup, Slider, SliderOutput, SliderThumb, SliderTrack } from 'react-aria-components';
import { Button } from '../controls/button.tsx';
import { Field } from '../controls/field.tsx';
import { useDraft, type Words } from '../create/draft.ts';
import { LivePreview } from '../create/live-preview.tsx';
import { inWords, server } from '../server/client.ts';
import { Images } from '../uploads/images.tsx';
import { useUploads } from '../uploads/use-uploads.ts';

const MOST_VARIANTS = 8;

/** An order: images, words, and how many proofs of them. */
export function CreatePage() {
  const { draft, change, forget } = useDraft();
  const { kind, words, variants } = draft;
  const uploads = useUploads();
  const navigate = useNavigate();
  const requested = requestOf(kind, words, uploads.ready);
  const order = useMutation({
    mutationFn: () => server.generations.create({ ...requested, variants }),
    onSuccess: ({ id }) => {
      forget();
      uploads.clear();
      return navigate({ to: '/sheets/$id', params: { id } });
    },
  });
  const say = (name: keyof Words) => ({
    value: words[name],
    onChange: (text: string) => change({ words: { ...words, [name]: text } }),
    wrong: wrongField(order.error, `/copy/${name}`),
  });
  const waiting = uploads.list.some(({ state }) => state === 'coming');

  return (
    <>
      <title>Create · Proofsheet</title>
      <div className="head">
        <h1>Create</h1>
      </div>
      <Form
        className="order"
        onSubmit={(event) => {
          event.preventDefault();
          order.mutate();
        }}
      >
        <div className="material">
          <Images uploads={uploads} />
          <LivePreview request={words.headline.trim() === '' ? undefined : requested} />
        </div>
        <div className="words">
          <RadioGroup
            className="kinds"
            orientation="horizontal"
            value={kind}
            onChange={(chosen) => change({ kind: chosen as GenerationKind })}
          >
            <Label>What is it for?</Label>
            <div className="segments">
              <Radio value="THUMBNAIL">Thumbnails</Radio>
              <Radio value="AD">Ads</Radio>
            </div>
          </RadioGroup>
          <Field
            label="Headline"
            isRequired
            most={80}
            hint="Two to five words say most. **Stars** mark what stands out."
            {...say('headline')}
          />
          <Field label="Subline" most={80} {...say('subline')} />
          {kind === 'AD' ? (
            <div className="pair">
              <Field label="Button" most={24} placeholder="Shop now" {...say('button')} />
              <Field label="Price" most={40} placeholder="€249" {...say('price')} />
            </div>
          ) : null}
          <Slider
            className="slider"
            minValue={1}
            maxValue={MOST_VARIANTS}
            value={variants}
            onChange={(count) => change({ variants: count as number })}
          >
            <Label>Proofs</Label>
            <SliderOutput />
            <SliderTrack>
              <SliderThumb />
            </SliderTrack>
          </Slider>
          {order.error ? (
            <p role="alert" className="failure">
              {inWords(order.error)}
            </p>
          ) : null}
          <Button
            look="main"
            type="submit"
            isDisabled={words.headline.trim() === '' || waiting}
            isBusy={order.isPending}
          >
            {waiting ? 'Waiting for the uploads …' : `Make ${variants === 1 ? 'one proof' : `${variants} proofs`}`}
          </Button>
        </div>
      </Form>
    </>
  );
}

function requestOf(
  kind: GenerationKind,
  { headline, ...others }: Words,
  assets: NonNullable<GenerationRequest['assets']>,
): GenerationRequest {
  const given = Object.entries(others).filter(
    ([name, text]) => text.trim() !== '' && (kind === 'AD' || name === 'subline'),
  );
  return { kind, copy: { headline, ...Object.fromEntries(given) }, assets };
}

function wrongField(error: unknown, pointer: string): string | undefined {
  if (!(error instanceof ApiError)) return undefined;
  return error.fields.find((field) => field.pointer === pointer)?.detail;
}
