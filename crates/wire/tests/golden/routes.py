"""Writes routes.json: every operation of Lambda with its http trait, and a request for it as botocore puts it on the wire.

Run with the interpreter that has botocore: python3 routes.py > routes.json
"""
import json
from urllib.parse import urlsplit
import botocore.loaders, botocore.model, botocore.serialize
model=botocore.loaders.Loader().load_service_model('lambda','service-2','2015-03-31')
service=botocore.model.ServiceModel(model,'lambda')
serializer=botocore.serialize.create_serializer('rest-json',include_validation=False)
SAMPLES={'FunctionName':'arn:aws:lambda:us-east-1:123456789012:function:a-b:live','Resource':'arn:aws:lambda:us-east-1:123456789012:function:f',
    'VersionNumber':7,'Arn':'arn:aws:lambda:us-east-1:123456789012:layer:l:3','StatementId':'a/b c+d%é'}
rows=[]
for name in sorted(service.operation_names):
    operation=service.operation_model(name)
    members=operation.input_shape.members if operation.input_shape else {}
    labels={k:SAMPLES.get(k,'x~y_z.1') for k,m in members.items() if m.serialization.get('location')=='uri'}
    query={k:SAMPLES.get(k,'q &=') for k,m in members.items() if m.serialization.get('location')=='querystring' and m.type_name=='string'}
    request=serializer.serialize_to_request({**labels,**query},operation)
    from botocore.awsrequest import prepare_request_dict, AWSRequest
    prepare_request_dict(request,'https://lambda.us-east-1.amazonaws.com')
    url=urlsplit(AWSRequest(method=request['method'],url=request['url'],headers={},data=b'').prepare().url)
    http=operation.http
    rows.append(dict(operation=name,method=http['method'],uri=http['requestUri'],status=http.get('responseCode',200),
        path=url.path,query=url.query,labels={members[k].serialization['name']:str(v) for k,v in labels.items()}))
print('['+',\n '.join(json.dumps(row,ensure_ascii=False) for row in rows)+']')
