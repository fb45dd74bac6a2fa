package org.timeball.web.appliance;

import io.micronaut.http.HttpStatus;
import io.micronaut.http.MediaType;
import io.micronaut.http.MutableHttpResponse;
import io.micronaut.http.server.exceptions.response.ErrorContext;
import io.micronaut.http.server.exceptions.response.ErrorResponseProcessor;
import jakarta.inject.Singleton;

/** Says in one plain sentence why there is no page; repeats nothing of the request. */
@Singleton
final class PlainErrors implements ErrorResponseProcessor<String> {

    @Override
    public MutableHttpResponse<String> processResponse(ErrorContext context, MutableHttpResponse<?> response) {
        return response.body(sentence(response.code())).contentType(MediaType.TEXT_PLAIN_TYPE);
    }

    private static String sentence(int code) {
        return code == HttpStatus.NOT_FOUND.getCode()
                ? "There is no such page here. The overview is at /.\n"
                : "This request cannot be answered (" + code + "). The overview is at /.\n";
    }
}
