exports.handler = async (event) => ({ bucket: process.env.BUCKET, event });
