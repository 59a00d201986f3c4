"""Writes eventstream.json: messages as bytes, and what botocore reads in them, for tests/eventstream.rs.

Run with the interpreter that has botocore: python3 eventstream.py > eventstream.json
The messages are put together here, byte by byte, after the format's description.
"""
import datetime, json, struct, uuid, zlib
from botocore.eventstream import EventStreamBuffer

def text(value): return b'\x07'+struct.pack('>H',len(value.encode()))+value.encode()
def message(headers,payload):
    block=b''.join(bytes([len(name)])+name.encode()+value for name,value in headers)
    prelude=struct.pack('>II',16+len(block)+len(payload),len(block))
    whole=prelude+struct.pack('>I',zlib.crc32(prelude))+block+payload
    return whole+struct.pack('>I',zlib.crc32(whole))
def event(name,media,payload):
    return message([(':event-type',text(name))]+([(':content-type',text(media))] if media else [])+[(':message-type',text('event'))],payload)

CASES={
    'chunk': event('PayloadChunk','application/octet-stream',b'hello \x00\xff'),
    'complete': event('InvokeComplete','application/json',b'{}'),
    'empty': event('End',None,b''),
    'exception': message([(':exception-type',text('ThrottlingException')),(':content-type',text('application/json')),(':message-type',text('exception'))],b'{"message":"slow down"}'),
    'error': message([(':error-code',text('InternalFailure')),(':error-message',text('it broke: \u00e9')),(':message-type',text('error'))],b''),
    'all_headers': message([('yes',b'\x00'),('no',b'\x01'),('byte',b'\x02'+struct.pack('>b',-2)),('short',b'\x03'+struct.pack('>h',-300)),
        ('int',b'\x04'+struct.pack('>i',70000)),('long',b'\x05'+struct.pack('>q',-1<<40)),('blob',b'\x06\x00\x03\x01\x02\x03'),('text',text('x')),
        ('time',b'\x08'+struct.pack('>q',1767323045678)),('uuid',b'\x09'+bytes(range(16)))],b'{"a":1}'),
}
def shown(value):
    if isinstance(value,bytes): return {'hex':value.hex()}
    if isinstance(value,uuid.UUID): return {'hex':value.bytes.hex()}
    return value
out=[]
for name,raw in CASES.items():
    buffer=EventStreamBuffer(); buffer.add_data(raw)
    read=next(buffer)
    out.append({'name':name,'hex':raw.hex(),'headers':[[k,shown(v)] for k,v in read.headers.items()],'payload':read.payload.hex()})
print('['+',\n '.join(json.dumps(row,ensure_ascii=False) for row in out)+']')
