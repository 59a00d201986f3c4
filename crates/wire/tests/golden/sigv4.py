"""Writes sigv4.json: requests signed by botocore at 2015-08-30T12:36:00Z, for tests/sigv4.rs.

Run with the interpreter that has botocore: python3 sigv4.py > sigv4.json
"""
import json, datetime, botocore.auth, botocore.awsrequest, botocore.credentials
from unittest import mock
AK,SK='AKIDEXAMPLE','wJalrXUtnFEMI/K7MDENG+bPxRfiCYEXAMPLEKEY'
NOW=datetime.datetime(2015,8,30,12,36,0)
class DT(datetime.datetime):
    @classmethod
    def utcnow(cls): return NOW
    @classmethod
    def now(cls,tz=None): return NOW.replace(tzinfo=tz)
cases=[]
def run(name, method, url, headers=None, data=b'', service='service', token=None, presign=None, s3=False, expires=3600):
    creds=botocore.credentials.Credentials(AK,SK,token)
    req=botocore.awsrequest.AWSRequest(method=method,url=url,headers=headers or {},data=data)
    if presign:
        cls=botocore.auth.S3SigV4QueryAuth if s3 else botocore.auth.SigV4QueryAuth
        auth=cls(creds,service,'us-east-1',expires=expires)
    else:
        cls=botocore.auth.S3SigV4Auth if s3 else botocore.auth.SigV4Auth
        auth=cls(creds,service,'us-east-1')
    auth.add_auth(req)
    from urllib.parse import urlsplit
    p=urlsplit(req.url)
    host=p.netloc
    hs=[[k.lower(),v if isinstance(v,str) else v.decode()] for k,v in req.headers.items()]
    if not any(k=='host' for k,_ in hs): hs.insert(0,['host',host])
    cases.append(dict(name=name,method=method,path=p.path,query=p.query,headers=hs,body=data.decode('latin1'),service=service))
import sys
import botocore.auth as A
def getnow(*a,**k): return NOW
if hasattr(A,'get_current_datetime'): A.get_current_datetime=getnow
else:
    A.datetime=mock.Mock(wraps=datetime); A.datetime.datetime=DT
H={'Host':'example.amazonaws.com'}
run('get-vanilla','GET','https://example.amazonaws.com/',dict(H))
run('get-query','GET','https://example.amazonaws.com/?Param2=value2&Param1=value1&Param1=value0&empty=',dict(H))
run('get-path-dots','GET','https://example.amazonaws.com/example1/../example2/./x//y',dict(H))
run('get-path-encoded','GET','https://example.amazonaws.com/a%20b/%E1%88%B4',dict(H))
run('post-form','POST','https://sqs.us-east-1.amazonaws.com/',{'Content-Type':'application/x-www-form-urlencoded; charset=utf-8'},b'Action=ListQueues&Version=2012-11-05',service='sqs')
run('post-json','POST','https://sqs.us-east-1.amazonaws.com/',{'Content-Type':'application/x-amz-json-1.0','X-Amz-Target':'AmazonSQS.SendMessage','User-Agent':'x'},b'{"QueueUrl":"q","MessageBody":"b"}',service='sqs')
run('header-spaces','GET','https://example.amazonaws.com/',{'Host':'example.amazonaws.com','My-Header':'  a   b  c  '})
run('session-token','POST','https://sts.us-east-1.amazonaws.com/',{'Content-Type':'application/x-www-form-urlencoded'},b'Action=GetCallerIdentity&Version=2011-06-15',service='sts',token='AQoDYXdzEPT//////////wEXAMPLEtc764bNrC9SAPBSM22wDOk4x4HIZ8j4FZTwdQWLWsKWHGBuFqwAeMicRXmxfpSPfIeoIYRqTflfKD8YUuwthAx7mSEI/qkPpKPi/kMcGd')
run('s3-path','PUT','https://b.s3.amazonaws.com/a//b/../c%20d%2Be',{},b'hello',service='s3',s3=True)
run('presigned-sts','GET','https://sts.amazonaws.com/?Action=GetCallerIdentity&Version=2011-06-15',{},service='sts',presign=True,expires=60)
run('presigned-s3','GET','https://b.s3.amazonaws.com/key%20with%20space',{},service='s3',presign=True,s3=True,expires=604800)
run('presigned-token','GET','https://sts.amazonaws.com/?Action=GetCallerIdentity',{},service='sts',presign=True,token='a/b+c==')
json.dump(cases,sys.stdout,indent=1,ensure_ascii=False)
