// An application as the Cloud Development Kit makes it: a queue that feeds a function, a bucket, a rule, a nested stack.
const { App, CfnOutput, Duration, NestedStack, Stack } = require("aws-cdk-lib");
const { Rule } = require("aws-cdk-lib/aws-events");
const { SqsQueue } = require("aws-cdk-lib/aws-events-targets");
const { Code, Function, Runtime } = require("aws-cdk-lib/aws-lambda");
const { SqsEventSource } = require("aws-cdk-lib/aws-lambda-event-sources");
const { Bucket } = require("aws-cdk-lib/aws-s3");
const { Queue } = require("aws-cdk-lib/aws-sqs");

const env = { account: process.env.CDK_DEFAULT_ACCOUNT, region: process.env.CDK_DEFAULT_REGION };
const stack = new Stack(new App(), "Shop", { env });
const bucket = new Bucket(stack, "Kept");
const queue = new Queue(stack, "Orders", { visibilityTimeout: Duration.seconds(60) });
const worker = new Function(stack, "Worker", {
  runtime: Runtime.NODEJS_22_X,
  handler: "index.handler",
  code: Code.fromAsset(`${__dirname}/function`),
  environment: { BUCKET: bucket.bucketName },
});
bucket.grantPut(worker);
worker.addEventSource(new SqsEventSource(queue));
new Rule(stack, "Placed", { eventPattern: { source: ["shop"] }, targets: [new SqsQueue(queue)] });
const late = new Queue(new NestedStack(stack, "Inner"), "Late");
for (const [name, value] of [["Function", worker.functionName], ["Late", late.queueName], ["Queue", queue.queueUrl]]) {
  new CfnOutput(stack, `${name}Name`, { value });
}
