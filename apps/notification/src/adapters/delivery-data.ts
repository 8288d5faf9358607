/** DI token of how messages are carried, as shipped. */
export const DELIVERY_DATA = Symbol('delivery-data');
