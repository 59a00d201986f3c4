"""Writes rest.json: inputs of a model with a member in every place REST knows, and the requests botocore makes of them.

Run with the interpreter that has botocore: python3 rest.py > rest.json
"""
import base64, datetime, json
from urllib.parse import urlsplit
import botocore.model, botocore.serialize
from botocore.awsrequest import AWSRequest, prepare_request_dict

def structure(members,required=(),**more):
    return {'type':'structure','members':members,'required':list(required),**more}
SHAPES={
    'String':{'type':'string'},'Integer':{'type':'integer'},'Long':{'type':'long'},'Double':{'type':'double'},'Boolean':{'type':'boolean'},
    'Blob':{'type':'blob'},'Timestamp':{'type':'timestamp'},
    'Strings':{'type':'list','member':{'shape':'String'}},'Times':{'type':'list','member':{'shape':'Timestamp'}},
    'Integers':{'type':'list','member':{'shape':'Integer'}},
    'Map':{'type':'map','key':{'shape':'String'},'value':{'shape':'String'}},
    'Lists':{'type':'map','key':{'shape':'String'},'value':{'shape':'Strings'}},
    'Inner':structure({'Text':{'shape':'String'},'Inner':{'shape':'Inner'}}),
    'Everything':structure({
        'Name':{'shape':'String','location':'uri','locationName':'Name'},
        'Rest':{'shape':'String','location':'uri','locationName':'Rest'},
        'Number':{'shape':'Long','location':'header','locationName':'X-Number'},
        'Ratio':{'shape':'Double','location':'header','locationName':'X-Ratio'},
        'Yes':{'shape':'Boolean','location':'header','locationName':'X-Yes'},
        'When':{'shape':'Timestamp','location':'header','locationName':'X-When'},
        'Words':{'shape':'Strings','location':'header','locationName':'X-Words'},
        'Context':{'shape':'String','location':'header','locationName':'X-Context','jsonvalue':True},
        'Meta':{'shape':'Map','location':'headers','locationName':'X-Meta-'},
        'Small':{'shape':'Integer','location':'querystring','locationName':'small'},
        'No':{'shape':'Boolean','location':'querystring','locationName':'no'},
        'Since':{'shape':'Timestamp','location':'querystring','locationName':'since'},
        'Ids':{'shape':'Strings','location':'querystring','locationName':'ids'},
        'Numbers':{'shape':'Integers','location':'querystring','locationName':'numbers'},
        'Others':{'shape':'Lists','location':'querystring'},
        'Text':{'shape':'String','locationName':'text'},
        'Bytes':{'shape':'Blob'},
        'At':{'shape':'Timestamp'},
        'Tags':{'shape':'Map'},
        'Inner':{'shape':'Inner'},
    },['Name','Rest']),
    'Raw':structure({'Kind':{'shape':'String','location':'header','locationName':'X-Kind'},'Payload':{'shape':'Blob'}},payload='Payload'),
    'Words':structure({'Payload':{'shape':'String'}},payload='Payload'),
    'Whole':structure({'Payload':{'shape':'Inner'}},payload='Payload'),
}
SERVICE=botocore.model.ServiceModel({'metadata':{'protocol':'rest-json','apiVersion':'2026-01-01','endpointPrefix':'x'},'shapes':SHAPES,'operations':{
    name:{'name':name,'http':{'method':method,'requestUri':uri},'input':{'shape':name}} for name,method,uri in
    [('Everything','POST','/things/{Name}/{Rest+}'),('Raw','POST','/raw'),('Words','PUT','/words'),('Whole','PUT','/whole')]}},'x')
TIME=datetime.datetime(2026,1,2,3,4,5,tzinfo=datetime.timezone.utc)
CASES=[
    ('Everything',{'Name':'a b/c+d%é','Rest':'x/y z//w'}),
    ('Everything',{'Name':'n','Rest':'r','Number':-9007199254740993,'Ratio':0.5,'Yes':True,'When':TIME,'Words':['a','b, c','say "d"','e f'],
        'Context':{'k':[1,'é',None]},'Meta':{'one':'1','two':'a, b'}}),
    ('Everything',{'Name':'n','Rest':'r','Small':-7,'No':False,'Since':TIME,'Ids':['1','a&b=c','é +'],'Numbers':[1,2],'Others':{'x':['1','2'],'y z':['&']}}),
    ('Everything',{'Name':'n','Rest':'r','Text':'é\n"','Bytes':b'\x00\xff','At':TIME,'Tags':{'a':'1'},
        'Inner':{'Text':'1','Inner':{'Text':'2'}}}),
    ('Raw',{}),
    ('Raw',{'Kind':'k','Payload':b'\x00{"not": json\xff'}),
    ('Words',{'Payload':'é {}'}),
    ('Whole',{'Payload':{'Text':'t'}}),
]
def shown(value):
    if isinstance(value,bytes): return {'base64':base64.b64encode(value).decode()}
    if isinstance(value,datetime.datetime): return round(value.timestamp()*1e6)
    if isinstance(value,dict): return {k:shown(v) for k,v in value.items()}
    return [shown(v) for v in value] if isinstance(value,list) else value
rows=[]
for name,given in CASES:
    operation=SERVICE.operation_model(name)
    request=botocore.serialize.create_serializer('rest-json').serialize_to_request(given,operation)
    prepare_request_dict(request,'https://x.test')
    sent=AWSRequest(method=request['method'],url=request['url'],headers=request['headers'],data=request['body']).prepare()
    url=urlsplit(sent.url)
    body=sent.body if isinstance(sent.body,bytes) else (sent.body or '').encode()
    headers=[[k.lower(),v if isinstance(v,str) else v.decode()] for k,v in sent.headers.items() if k.lower().startswith('x-')]
    rows.append(dict(operation=name,input=shown(given),method=sent.method,path=url.path,query=url.query,headers=headers,body=base64.b64encode(body).decode()))
print('['+',\n '.join(json.dumps(row,ensure_ascii=False) for row in rows)+']')
