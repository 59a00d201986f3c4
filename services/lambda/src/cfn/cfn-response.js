// Answers CloudFormation's requests to custom resources.
exports.SUCCESS = "SUCCESS";
exports.FAILED = "FAILED";

exports.send = function (event, context, responseStatus, responseData, physicalResourceId, noEcho) {
  return new Promise(function (resolve, reject) {
    const url = new URL(event.ResponseURL);
    const body = JSON.stringify({
      Status: responseStatus,
      Reason: "See the details in CloudWatch Log Stream: " + context.logStreamName,
      PhysicalResourceId: physicalResourceId || context.logStreamName,
      StackId: event.StackId,
      RequestId: event.RequestId,
      LogicalResourceId: event.LogicalResourceId,
      NoEcho: noEcho || false,
      Data: responseData,
    });
    const options = {
      method: "PUT",
      headers: { "content-type": "", "content-length": Buffer.byteLength(body) },
    };
    const client = require(url.protocol === "http:" ? "http" : "https");
    const request = client.request(url, options, function (response) {
      response.resume();
      response.on("end", function () {
        console.log("Status code: " + response.statusCode);
        resolve();
        if (context.done) context.done();
      });
    });
    request.on("error", function (error) {
      console.log("send(..) failed executing the request: " + error);
      reject(error);
      if (context.done) context.done(error);
    });
    request.write(body);
    request.end();
  });
};
