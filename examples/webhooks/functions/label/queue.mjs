// Sends to a queue with nothing but Node. With @aws-sdk/client-sqs in the package it would be
// `new SQSClient().send(new SendMessageCommand({ QueueUrl, MessageBody }))`: SDKs find the platform and the role by themselves.

import { createHash, createHmac } from 'node:crypto';

const sha256 = (text) => createHash('sha256').update(text).digest('hex');
const hmac = (key, text) => createHmac('sha256', key).update(text).digest();

export async function send(queue, value) {
  const { AWS_ENDPOINT_URL, AWS_REGION, AWS_ACCESS_KEY_ID, AWS_SECRET_ACCESS_KEY, AWS_SESSION_TOKEN } = process.env;
  const body = JSON.stringify({ QueueUrl: queue, MessageBody: JSON.stringify(value) });
  const time = new Date().toISOString().replace(/[-:]|\.\d+/g, '');
  const headers = {
    'content-type': 'application/x-amz-json-1.0',
    host: new URL(AWS_ENDPOINT_URL).host,
    'x-amz-date': time,
    'x-amz-security-token': AWS_SESSION_TOKEN,
    'x-amz-target': 'AmazonSQS.SendMessage',
  };
  const names = Object.keys(headers).join(';');
  const lines = Object.entries(headers).map(([name, text]) => `${name}:${text}\n`).join('');
  const scope = `${time.slice(0, 8)}/${AWS_REGION}/sqs/aws4_request`;
  const request = sha256(`POST\n/\n\n${lines}\n${names}\n${sha256(body)}`);
  const key = scope.split('/').reduce(hmac, `AWS4${AWS_SECRET_ACCESS_KEY}`);
  const signature = hmac(key, `AWS4-HMAC-SHA256\n${time}\n${scope}\n${request}`).toString('hex');
  const authorization = `AWS4-HMAC-SHA256 Credential=${AWS_ACCESS_KEY_ID}/${scope}, SignedHeaders=${names}, Signature=${signature}`;
  const answer = await fetch(AWS_ENDPOINT_URL, { method: 'POST', headers: { ...headers, authorization }, body });
  if (!answer.ok) throw new Error(`SendMessage: ${answer.status} ${await answer.text()}`);
}
