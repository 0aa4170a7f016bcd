export { createApp } from '@murmure/server/app'
