// Labels new issues by the words in their titles. Fed by a queue, ten messages at a time; the labels go to another queue.

import { send } from './queue.mjs';

const LABELS = { documentation: ['manual', 'docs', 'readme', 'spelling'], bug: ['bug', 'crash', 'error', 'fail'] };

export const handler = async (event) => {
  const failed = [];
  for (const record of event.Records) {
    try {
      const { mark, payload } = JSON.parse(record.body).detail;
      await send(process.env.LABELLED, { mark, labels: labels(payload.issue?.title ?? '') });
    } catch (error) {
      console.error(error);
      // Only this message comes again, not the whole batch.
      failed.push({ itemIdentifier: record.messageId });
    }
  }
  return { batchItemFailures: failed };
};

function labels(title) {
  const words = title.toLowerCase();
  const found = Object.keys(LABELS).filter((label) => LABELS[label].some((word) => words.includes(word)));
  return found.length ? found : ['triage'];
}
