import type { ScreenView } from '@thongsuot/contracts';
import { dayVi, escaped, jsonBlock, pageOf, type Page } from './html';

const STYLE = `
*{box-sizing:border-box;margin:0}
html,body{height:100%}
body{display:flex;flex-direction:column;background:#f3f6fa;color:#14202e;font:400 clamp(16px,1.7vw,32px)/1.35 "Segoe UI",Roboto,"Noto Sans",Arial,sans-serif}
header{background:#0b4a8f;color:#fff;padding:.7em 1.2em;display:flex;flex-wrap:wrap;gap:.2em 1.5em;align-items:baseline;justify-content:space-between}
h1{font-size:1.25em;font-weight:700}
header p{font-size:.85em;color:#dbe8f7}
main{flex:1;min-height:0;overflow:hidden;padding:.8em 1.2em;display:flex;flex-direction:column;gap:.55em}
article{background:#fff;border-left:.3em solid #d48806;border-radius:.3em;padding:.55em .8em;box-shadow:0 1px 3px rgba(10,30,60,.14)}
h2{font-size:1.02em;font-weight:700;color:#0b3a70}
h2 small{font-size:.68em;font-weight:600;color:#4d6075;margin-left:.5em;white-space:nowrap}
dl{display:grid;grid-template-columns:repeat(3,1fr);gap:.1em 1.2em;margin-top:.3em;font-size:.82em}
dt{color:#4d6075;font-size:.82em}
dd{overflow:hidden;display:-webkit-box;-webkit-line-clamp:2;-webkit-box-orient:vertical}
footer{padding:.4em 1.2em;font-size:.75em;color:#33475c;display:flex;flex-wrap:wrap;gap:.2em 1.5em;justify-content:space-between;border-top:1px solid #cfd9e4;background:#fff}
.off{color:#a61b1b;font-weight:700}
@media (max-width:700px){dl{grid-template-columns:1fr}dd{-webkit-line-clamp:3}}
`;

/** Turns the pages, asks for news, and goes on with what it has where there is no network. */
const SCRIPT = `
(function(){
'use strict';
var TURN_MS=12000,ASK_MS=300000;
var key='thongsuot-screen'+location.search;
var data=JSON.parse(document.getElementById('data').textContent);
var main=document.querySelector('main'),place=document.getElementById('place'),state=document.getElementById('state');
var day=document.getElementById('day'),at=0,next=0;
function keep(){try{localStorage.setItem(key,JSON.stringify(data))}catch(e){}}
function add(parent,tag,text){var e=document.createElement(tag);if(text!==undefined)e.textContent=text;parent.appendChild(e);return e}
function card(item){
  var a=document.createElement('article'),h=add(a,'h2',item.name);add(h,'small',item.code);
  var d=add(a,'dl');
  [['Thời hạn',item.timeLimit],['Phí, lệ phí',item.fee],['Nơi giải quyết',item.agency]].forEach(function(row){
    var box=add(d,'div');add(box,'dt',row[0]);add(box,'dd',row[1])});
  return a}
function show(){
  main.textContent='';
  if(data.items.length===0){add(main,'article','Chưa có thủ tục nào đang có hiệu lực tại đơn vị.');place.textContent='';next=0;return}
  if(at>=data.items.length)at=0;
  next=at;
  while(next<data.items.length){
    main.appendChild(card(data.items[next]));
    if(next>at&&main.scrollHeight>main.clientHeight){main.removeChild(main.lastChild);break}
    next++}
  place.textContent='Thủ tục '+(at+1)+'–'+next+' trên '+data.items.length}
function turn(){at=next;show()}
function ask(){
  fetch('screen.json'+location.search,{cache:'no-store'}).then(function(r){if(!r.ok)throw new Error(String(r.status));return r.json()})
  .then(function(fresh){data=fresh;day.textContent=data.on.split('-').reverse().join('/');keep();state.textContent='Đang cập nhật';state.className=''})
  .catch(function(){state.textContent='Mất mạng: nội dung lưu ngày '+data.on.split('-').reverse().join('/');state.className='off'})}
keep();turn();
setInterval(turn,TURN_MS);setInterval(ask,ASK_MS);
addEventListener('resize',show);addEventListener('online',ask);addEventListener('offline',ask);
if('serviceWorker' in navigator)navigator.serviceWorker.register('screen-worker.js').catch(function(){});
})();
`;

/** The page of an electronic screen; it turns by itself and goes on without a network. */
export function screenPage(view: ScreenView): Page {
  const body = `<header><h1>THỦ TỤC HÀNH CHÍNH – ${escaped(view.unit.toUpperCase())}</h1><p>Đang có hiệu lực ngày <span id="day">${dayVi(view.on)}</span></p></header>
<main aria-live="off"></main>
<footer><span id="place"></span><span id="state">Đang cập nhật</span></footer>
<noscript><p>Trang này cần JavaScript để tự lật.</p></noscript>
${jsonBlock('data', view)}`;
  return pageOf(`Thủ tục hành chính – ${view.unit}`, STYLE, body, SCRIPT);
}

/** Keeps the page and its data for the time without a network: the network first, else what was kept. */
export const SCREEN_WORKER = `'use strict';
const KEPT='thongsuot-screen-1';
self.addEventListener('install',()=>self.skipWaiting());
self.addEventListener('activate',(event)=>event.waitUntil(self.clients.claim()));
self.addEventListener('fetch',(event)=>{
  const url=new URL(event.request.url);
  if(event.request.method!=='GET'||!/\\/embed\\/screen(?:\\.json)?$/.test(url.pathname))return;
  event.respondWith(fetch(event.request).then((answer)=>{
    if(answer.ok){const copy=answer.clone();event.waitUntil(caches.open(KEPT).then((cache)=>cache.put(event.request,copy)))}
    return answer;
  }).catch(()=>caches.match(event.request).then((kept)=>kept||Response.error())));
});
`;
