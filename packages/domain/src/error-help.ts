import type { ErrorCode } from './errors.ts';

/** What the page of errors says of a code. */
export interface ErrorHelp {
  /** When it is answered. */
  readonly meaning: string;
  /** What the client, or the operator, does about it. */
  readonly remedy: string;
}

const help = (meaning: string, remedy: string): ErrorHelp => ({ meaning, remedy });

const SAME_LATER = 'Send the same request again later; with an `Idempotency-Key` nothing is made twice.';
const ANOTHER_FILE = 'Send another file.';

/** Every code has its help: the compiler asks for that of a new one. */
export const ERROR_HELP: Readonly<Record<ErrorCode, ErrorHelp>> = {
  unauthorized: help(
    'The key is missing, unknown, revoked or has expired.',
    'Send `Authorization: Bearer ps_…` with a key that `proofsheet keys create` made.',
  ),
  foreign_host: help(
    'The operators’ pages were asked for under a name that is not theirs.',
    'Use their own address, or name this one in `ADMIN_NAMES`.',
  ),
  not_allowed: help(
    'It is switched off here, or a page of another origin asked for it.',
    'Ask the operator to allow it.',
  ),
  operators_only: help(
    'What is shown there is of all users, and the key, or the session, is none of an operator.',
    'Whoever runs the server makes one: `proofsheet keys create --operator`, or `keys link --operator`.',
  ),
  token_keys_unavailable: help(
    'The address in `TOKEN_JWKS_URL` gives no keys now, so no token can be checked.',
    'Sign in by a key or a link, or try again. For the operator: the log says what was answered.',
  ),
  not_found: help(
    'There is no such address, or no such thing of this user. Whether another user has it is never told.',
    'Check the id and the key; what was deleted is not found either.',
  ),
  no_cutout: help(
    'The subject of the asset was not cut out, or not well enough to be used.',
    'The message says which: wait until the asset is READY, switch its cut-out on, or use the image as it is.',
  ),
  validation_failed: help(
    'Fields of the request are not valid; `errors` names each with its limit.',
    'Correct the fields and send it again.',
  ),
  request_too_large: help('The body is larger than this operation takes.', 'Send less; the message has the limit.'),
  unsupported_media_type: help(
    'The body has a type or an encoding that is not taken.',
    'Send JSON as `application/json`, files as `multipart/form-data`, both without a `Content-Encoding`.',
  ),
  malformed_request: help('The request cannot be read as HTTP, JSON or a form.', 'Correct how it is written.'),
  method_not_allowed: help('The address takes other methods.', 'Use one of those in the `Allow` header.'),
  request_timeout: help('The body did not arrive, or too slowly.', SAME_LATER),
  expectation_failed: help('The `Expect` header asks for something else than `100-continue`.', 'Leave the header out.'),
  headers_too_large: help('Address and headers are too large together.', 'Send shorter ones.'),
  unknown_asset: help(
    'An asset of the request is not there, or not yours.',
    'Upload it, and send the id of the answer.',
  ),
  asset_rejected: help('An asset of the request was rejected after its upload.', 'GET it to see why; upload another.'),
  unknown_font: help('A font of the request is not there, or was deleted meanwhile.', 'Upload it, or leave it out.'),
  unknown_output: help('The output to make more of is not there or has no recipe.', 'Name another, or a template.'),
  unknown_template: help('There is no template of this name and kind.', 'Take a name from `GET /v1/templates`.'),
  no_template_fits: help(
    'No template shows these words and images in a format that was asked for.',
    'Shorten the text, add an image, ask for other formats, or allow `onOutputError: skip`.',
  ),
  no_font_for_text: help('Characters of the text are in no installed font.', 'Change them, or upload a brand font.'),
  no_output_passes: help(
    'Every candidate has an error in its inspection, and the request is `strict`.',
    'The message names the findings: change text or images, or leave `strict` out.',
  ),
  mask_not_taken: help(
    'The file is no PNG or has not the proportions of the image, or the image has an alpha of its own, which is its cut-out.',
    'The message says which. Draw the mask over the upright image, at any size; change an alpha in the file itself.',
  ),
  mask_empty: help(
    'No pixel of the mask is as much as half subject.',
    'Switch the cut-out off instead: PATCH the asset with `{"cutout": false}`.',
  ),
  upload_empty: help('The form has no file.', 'Send at least one.'),
  upload_not_an_image: help('The file is no image, or is damaged.', ANOTHER_FILE),
  upload_shows_nothing: help('The image is transparent throughout.', ANOTHER_FILE),
  upload_bit_depth_not_taken: help('The pixels have a depth that is not taken.', 'Save it with 8 or 16 bits.'),
  upload_too_flat: help('The image is more than 32 times as long as short.', 'Crop it.'),
  upload_type_not_taken: help('The file is none of JPEG, PNG and WebP.', 'Convert it.'),
  upload_not_a_font: help(
    'The file is no font, or one that cannot be used.',
    'Send WOFF2, WOFF, TrueType or OpenType.',
  ),
  upload_too_large: help('The file has more bytes than are taken.', 'Send a smaller one; the message has the limit.'),
  upload_too_many_files: help('The form has more files than are taken at once.', 'Send them in several requests.'),
  upload_not_there: help(
    'The storage does not have the file of the direct upload.',
    'PUT it to the address of the upload first.',
  ),
  upload_size_differs: help('The file has not the size that was announced.', 'Send it whole, or announce it anew.'),
  upload_too_many_pixels: help('The image has more pixels than are taken.', 'Scale it down.'),
  url_not_allowed: help(
    'The address is none of the public web, or leads into a network that is closed to requests.',
    'Name a public one; the operator may open a network.',
  ),
  url_not_a_file: help('The address answers with an error, or with no file.', 'Check that it gives the file itself.'),
  url_file_too_large: help('The file behind the address has more bytes than are taken.', 'Name a smaller one.'),
  url_too_many_redirects: help('The address leads on too often.', 'Name the address at the end of the redirects.'),
  url_unreachable: help('The server of the address cannot be found or reached.', 'Check its name; try again later.'),
  url_timeout: help('The server of the address took too long.', 'Try again later, or upload the file itself.'),
  model_unusable: help('A model that the operator named cannot be loaded.', 'For the operator: the log says why.'),
  templates_unusable: help('A template of the operator is refused.', 'For its designer: the log names file and line.'),
  template_timeout: help('A template took too long to draw.', 'For its designer: make it simpler.'),
  template_failed: help('A template cannot be drawn.', 'For its designer: the log says why; pin another template.'),
  idempotency_key_reused: help(
    'The `Idempotency-Key` was used for another request within 24 hours.',
    'Use a new key for a new request.',
  ),
  project_archived: help(
    'The project of the order is archived; what is in it stays as it is.',
    'Take it out of the archive with `PATCH /v1/projects/:id`, or order in another project.',
  ),
  asset_in_use: help(
    'Unfinished generations use the asset; the message names them.',
    'Wait until they have ended, or delete with `force=true`, which cancels them.',
  ),
  signature_invalid: help(
    'A signed image address was changed after it was signed, signed otherwise than documented, or its key is unknown or revoked.',
    'Sign it anew with a signing key that works; the test vectors of docs/signed-images.md show what is signed.',
  ),
  too_many_new_images: help(
    'The signed addresses of the user have had too many new pictures made within the hour. Those that are there are answered.',
    'Wait as long as `Retry-After` says, or ask the operator for more by `NEW_IMAGES_PER_HOUR`.',
  ),
  image_not_ready: help(
    'The picture of a signed address or of a template is still being made.',
    'Ask for the same address again after `Retry-After`.',
  ),
  webhook_one_off: help(
    'The webhook is the `webhookUrl` of generations or a batch, which is not changed by itself.',
    'Make one by `POST /v1/webhooks`; for its secret `POST /v1/webhooks/default/secret`.',
  ),
  review_over: help(
    'The review link has expired or was revoked, or its pictures were deleted.',
    'Ask who sent it for another one: `POST /v1/generations/:id/review-links` makes it.',
  ),
  review_full: help(
    'The generation has as many review links, or the link as many reviewers or comments, as it may have.',
    'Make another link, or delete comments.',
  ),
  unknown_bucket: help(
    'The operator has configured no bucket of this name to deliver to.',
    'Take a name of those in the message, or leave `deliver` out. For the operator: `DELIVERY_BUCKETS`, for the API and every worker.',
  ),
  delivery_failed: help(
    'The outputs of a generation could not be copied to the bucket of its `deliver`. They are in the generation all the same.',
    'It is tried ten times in three days; then `POST /v1/generations/:id/deliver` tries again. For the operator: `proofsheet doctor`.',
  ),
  preview_superseded: help(
    'The same `editor` has asked for a newer preview before this one was begun.',
    'Nothing is to be done: show the newer one.',
  ),
  preview_not_made: help(
    'No worker has made the preview within the time that it may take: none takes previews, all are busy, or the one that had it has ended.',
    'Ask again after `Retry-After`. For the operator: the message says whether a worker has taken it; `WORKER_QUEUES` names `preview`.',
  ),
  asset_not_ready: help(
    'A preview shows only assets that are READY, and one of the request is still being analysed.',
    'Ask again after `Retry-After`, or when `asset.ready` has come; a generation may be submitted at once.',
  ),
  generation_ended: help('It has ended, so it cannot be cancelled.', 'Nothing is to be done; GET shows how it ended.'),
  nothing_to_archive: help('There is no finished picture yet.', 'Ask again when a generation is COMPLETED.'),
  nothing_to_retry: help('It is unfinished, or has all its outputs.', 'GET it to see its state.'),
  generation_cancelled: help('It was cancelled.', 'Submit it again if you want it after all.'),
  deadline_exceeded: help(
    'The generation was not finished within its `deadlineSeconds`.',
    'Submit it again with a later deadline.',
  ),
  too_many_unfinished: help(
    'You have as many unfinished generations as you may have.',
    'Wait for `Retry-After`, or cancel some.',
  ),
  generations_used_up: help(
    'You have submitted as many generations as you may in a day.',
    'Go on after midnight, UTC: `Retry-After` says in how many seconds.',
  ),
  upload_bytes_used_up: help(
    'The upload has more bytes than you may still send today; the message says how many are left.',
    'Send less, or go on after midnight, UTC.',
  ),
  rate_limited: help('Too many requests, uploads or streams at the same time.', 'Go on after `Retry-After` seconds.'),
  dependency_unavailable: help(
    'A part of the system is down; `dependency` names it, and `reason` says why.',
    `${SAME_LATER} For the operator: \`GET /readyz\`.`,
  ),
  attempts_exhausted: help(
    'Every attempt at it failed, or ended its worker.',
    'Retry it once; if it fails again, give the operator its id.',
  ),
  lease_lost: help('A worker was taken for dead, and another one went on.', 'Nothing is to be done: it is being made.'),
  internal: help('An error on our side.', `${SAME_LATER} Give the operator the \`requestId\`.`),
};
