import { useQuery } from '@tanstack/react-query';
import { Link, useSearch } from '@tanstack/react-router';
import { type KeyboardEvent, useEffect, useRef } from 'react';
import { Failure } from '../controls/failure.tsx';
import { BrandSection } from '../create/brand-section.tsx';
import { FormatSection } from '../create/format-section.tsx';
import { KindChoice } from '../create/kind-choice.tsx';
import { LivePreview } from '../create/live-preview.tsx';
import { MoreOptions } from '../create/more-options.tsx';
import { MoreWords } from '../create/more-words.tsx';
import { OfferFields } from '../create/offer-fields.tsx';
import { OrderBar } from '../create/order-bar.tsx';
import { OrderSection } from '../create/order-section.tsx';
import { isOverLimit } from '../create/over-limit.ts';
import { hasBelow } from '../create/problems.ts';
import { ProofCount } from '../create/proof-count.tsx';
import { TemplatePin } from '../create/template-pin.tsx';
import { useEarlierOrder } from '../create/use-earlier-order.ts';
import { useNamedProject } from '../create/use-named-project.ts';
import { useOrderForm } from '../create/use-order-form.ts';
import { isGiven } from '../create/words.ts';
import { WordsFields } from '../create/words-fields.tsx';
import { ProjectChoice } from '../projects/project-choice.tsx';
import { formatsQuery } from '../server/catalogue.ts';
import { openProjectsQuery } from '../server/projects.ts';
import { Later } from '../shell/later.tsx';
import { Images } from '../uploads/images.tsx';
import '../styles/compositions.css';
import '../styles/create.css';
import '../styles/folds.css';
import '../styles/formats.css';
import '../styles/order-side.css';

/** An order: images, words, formats, and how many proofs of them, with a preview beside it. */
export function CreatePage() {
  const { from, project } = useSearch({ from: '/signed-in/create' });
  const { data: catalogue, error: unlisted, refetch } = useQuery(formatsQuery);
  const { data: projects } = useQuery(openProjectsQuery);
  const form = useOrderForm(catalogue, projects);
  const { draft, change, begin, say, uploads, request, preview, order, problems, wrong, choices, shapes } = form;
  const earlier = useEarlierOrder({ from, begin, uploads });
  useNamedProject(project, change);
  const fields = useFocusOnTrouble(form.tries, order.error);
  const { kind, template, words, variants } = draft;
  const texts = { draft, say, wrong };
  // Anew with each attempt to send.
  const callsOf = (...roots: readonly string[]) => (hasBelow(problems, ...roots) ? form.tries + 1 : 0);
  const refused = earlier.error ?? unlisted;
  if (earlier.isLoading) return <div className="quiet" role="status" aria-label="Loading the order" />;

  return (
    <form
      noValidate
      ref={fields}
      className="order"
      onKeyDown={orderByKey}
      onSubmit={(event) => {
        event.preventDefault();
        form.send();
      }}
    >
      <title>Create · Proofsheet</title>
      <div className="order-form">
        <div className="order-head">
          <h1>Create</h1>
          <KindChoice value={kind} onChange={(chosen) => change({ kind: chosen })} />
          <Link to="/batch" className="order-many">
            Many at once
          </Link>
        </div>
        {refused ? <Failure error={refused} again={() => void (earlier.error ? earlier.again() : refetch())} /> : null}
        {earlier.note ? (
          <p role="status" className="order-note">
            {earlier.note}
          </p>
        ) : null}
        <ProjectChoice
          projects={projects}
          value={draft.projectId}
          onChange={(projectId) => change({ projectId })}
          wrong={wrong('/projectId')}
        />
        <OrderSection title="Images">
          <Images uploads={uploads} />
        </OrderSection>
        <OrderSection title="Words">
          <WordsFields {...texts} />
        </OrderSection>
        <Later>
          {kind === 'AD' ? <OfferFields {...texts} calls={callsOf(...OFFER)} /> : null}
          <MoreWords {...texts} calls={callsOf(...(kind === 'AD' ? MORE : [...MORE, '/copy/price']))} />
          <FormatSection {...{ catalogue, draft, change, choices }} wrong={wrong('/formats')} />
          <BrandSection
            value={draft.brand}
            onChange={(brand) => change({ brand })}
            ofProject={form.ofProject}
            wrong={wrong}
            calls={callsOf('/brand')}
          />
          <OrderSection
            title="Proofs"
            aside={<span className="order-hint">In each format, as different as they can be</span>}
          >
            <ProofCount value={variants} onChange={(count) => change({ variants: count })} />
          </OrderSection>
          <OrderSection title="Composition">
            <TemplatePin
              kind={kind}
              value={template[kind]}
              onChange={(name) => change({ template: { ...template, [kind]: name } })}
              request={isGiven(words.headline) && choices.length > 0 && !isOverLimit(words) ? request : undefined}
              wrong={wrong('/template')}
            />
          </OrderSection>
          <MoreOptions {...{ draft, change, wrong }} calls={callsOf('/mediaType', '/seed')} />
        </Later>
      </div>
      <Later>
        <div className="order-side">
          <LivePreview shapes={shapes} state={preview} />
          <OrderBar
            formats={choices.length}
            variants={variants}
            preview={preview.preview}
            isWaiting={form.isWaiting}
            isOrdering={order.isPending}
            error={order.error}
            hindrance={form.hindrance}
          />
        </div>
      </Later>
    </form>
  );
}

const OFFER = ['price', 'oldPrice', 'badge', 'coupon', 'rating', 'legal', 'qr'].map((name) => `/copy/${name}`);
const MORE = ['points', 'labels', 'author', 'locale'].map((name) => `/copy/${name}`);

/** What could not be sent is corrected at once: the first field that is wrong has the focus. */
function useFocusOnTrouble(tries: number, refusal: unknown) {
  const fields = useRef<HTMLFormElement>(null);
  // biome-ignore lint/correctness/useExhaustiveDependencies: when it was tried, and when it was refused.
  useEffect(() => {
    if (tries > 0) fields.current?.querySelector<HTMLElement>('[aria-invalid="true"]')?.focus();
  }, [tries, refusal]);
  return fields;
}

/** Enter ends a line. In a form this long it orders nothing, but together with Control or Command. */
function orderByKey(event: KeyboardEvent<HTMLFormElement>): void {
  if (event.key !== 'Enter' || !(event.target instanceof HTMLInputElement)) return;
  event.preventDefault();
  if (event.ctrlKey || event.metaKey) event.currentTarget.requestSubmit();
}
