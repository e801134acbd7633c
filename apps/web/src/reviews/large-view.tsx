import type { ReviewPin, ReviewSheet, SeenOutput } from '@proofsheet/client';
import { ChevronLeft, ChevronRight } from 'lucide-react';
import { useRef, useState } from 'react';
import { Dialog, Heading, Modal } from 'react-aria-components';
import { Button } from '../controls/button.tsx';
import { Overlay } from '../controls/overlay.tsx';
import { inWords } from '../server/client.ts';
import { seenFile, seenPicture } from '../server/review.ts';
import { CommentForm } from './comment-form.tsx';
import { DecisionButtons } from './decision-buttons.tsx';
import { type Drafts, draftsOf } from './drafts.ts';
import { PinnedPicture } from './pinned-picture.tsx';
import { nameOf, titleOf } from './review-card.tsx';
import { SeenComments } from './seen-comments.tsx';
import type { Reviewer } from './use-reviewer.ts';
import { Verdicts } from './verdicts.tsx';

export interface LargeViewProps {
  readonly sheet: ReviewSheet;
  readonly opened: string | undefined;
  readonly reviewer: Reviewer;
  readonly onOpen: (outputId: string | undefined) => void;
}

/** One picture as large as there is room, with everything that was said of it. */
export function LargeView({ sheet, opened, reviewer, onOpen }: LargeViewProps) {
  const output = sheet.outputs.find(({ id }) => id === opened);
  const [drafts] = useState(() => draftsOf(sheet.id));
  return (
    <Overlay
      className="overlay whole"
      isDismissable
      isOpen={output !== undefined}
      onOpenChange={(open) => open || onOpen(undefined)}
    >
      <Modal className="large">
        <Dialog className="large-dialog">
          {output ? <Looked key={output.id} {...{ sheet, output, reviewer, drafts, onOpen }} /> : null}
        </Dialog>
      </Modal>
    </Overlay>
  );
}

interface LookedProps extends Omit<LargeViewProps, 'opened'> {
  readonly output: SeenOutput;
  readonly drafts: Drafts;
}

function Looked({ sheet, output, reviewer, drafts, onOpen }: LookedProps) {
  const { id, width, height, placeholder, comments, decisions } = output;
  const kept = drafts.get(id);
  const [draft, setPin] = useState(kept?.pin);
  const setDraft = (pin: ReviewPin | undefined) => {
    drafts.set(id, { text: drafts.get(id)?.text ?? '', pin });
    setPin(pin);
  };
  const [chosen, setChosen] = useState<string>();
  const words = useRef<HTMLTextAreaElement>(null);
  const place = sheet.outputs.findIndex((one) => one.id === id);
  const name = nameOf(sheet, output);
  const { saying, say } = reviewer;
  const commenting = saying.variables?.said.does === 'comment';
  return (
    <>
      <div className="large-head">
        <Heading slot="title">{titleOf(sheet, output)}</Heading>
        <Turn to={sheet.outputs[place - 1]} label="The picture before" onOpen={onOpen} />
        <Turn to={sheet.outputs[place + 1]} label="The next picture" isNext onOpen={onOpen} />
        <Button look="quiet" onPress={() => onOpen(undefined)}>
          Close
        </Button>
      </div>
      <div className="large-picture">
        <PinnedPicture
          src={seenPicture(sheet.id, output, width)}
          alt={[sheet.headline, ...sheet.words].join('. ')}
          {...{ width, height, placeholder, comments, chosen, draft }}
          onChoose={setChosen}
          onDraft={(at) => {
            // Whoever points at it writes at once; by keyboard the pin is moved first.
            if (draft === undefined) setChosen(undefined);
            setDraft(at);
          }}
          onPlaced={() => words.current?.focus()}
        />
      </div>
      <div className="large-side">
        <div className="large-decision">
          <DecisionButtons
            label={name}
            decision={decisions.find((one) => one.own)?.decision ?? null}
            isBusy={reviewer.isDeciding(id)}
            onDecide={(decision) => say({ does: 'decide', outputId: id, decision })}
          />
          {sheet.allowDownload ? (
            <a className="button plain" href={seenFile(sheet.id, output)} download>
              Download
            </a>
          ) : null}
        </div>
        <Verdicts decisions={decisions.filter((one) => !one.own)} />
        {comments.length === 0 ? (
          <p className="facts">Nobody has commented yet. Press on the picture where it matters.</p>
        ) : null}
        <SeenComments {...{ comments, chosen, reviewer }} onChoose={setChosen} />
        <CommentForm
          label={draft ? 'Your comment on the place that you marked' : 'Your comment on the whole picture'}
          says="Send"
          words={words}
          initial={kept?.text ?? ''}
          onChange={(text) => drafts.set(id, { text, pin: drafts.get(id)?.pin })}
          isBusy={saying.isPending && commenting}
          wrong={saying.error && commenting ? inWords(saying.error) : undefined}
          onSay={(text, done) =>
            say({ does: 'comment', outputId: id, text, at: draft ?? null }, () => {
              done();
              setDraft(undefined);
            })
          }
        >
          {draft ? (
            <Button look="quiet" onPress={() => setDraft(undefined)}>
              Take the mark away
            </Button>
          ) : null}
        </CommentForm>
      </div>
    </>
  );
}

interface TurnProps {
  readonly to: SeenOutput | undefined;
  readonly label: string;
  readonly isNext?: boolean;
  readonly onOpen: (outputId: string) => void;
}

function Turn({ to, label, isNext = false, onOpen }: TurnProps) {
  return (
    <Button look="quiet" aria-label={label} isDisabled={to === undefined} onPress={() => to && onOpen(to.id)}>
      {isNext ? <ChevronRight aria-hidden size={20} /> : <ChevronLeft aria-hidden size={20} />}
    </Button>
  );
}
