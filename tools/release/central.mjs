// Stands for the Central Portal in a dry run: accepts an upload, and calls it validated.
// node tools/release/central.mjs FILE: writes its port to FILE, and runs until it is ended.
//
// API: "Publish Portal API" in the documentation of Central
import { writeFileSync } from 'node:fs';
import http from 'node:http';

const ID = '00000000-0000-4000-8000-000000000000';

const server = http.createServer((request, response) => {
  const { pathname } = new URL(request.url, 'http://localhost');
  request.resume();
  request.on('end', () => {
    if (request.method === 'POST' && pathname === '/api/v1/publisher/upload') {
      response.writeHead(201, { 'Content-Type': 'text/plain' }).end(ID);
    } else if (request.method === 'POST' && pathname === '/api/v1/publisher/status') {
      response.writeHead(200, { 'Content-Type': 'application/json' }).end(JSON.stringify({
        deploymentId: ID, deploymentName: 'Deployment', deploymentState: 'VALIDATED', purls: [],
      }));
    } else {
      response.writeHead(404).end();
    }
  });
});
server.listen(0, '127.0.0.1', () => writeFileSync(process.argv[2], String(server.address().port)));
