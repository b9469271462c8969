//
// AUTO-GENERATED FILE, DO NOT MODIFY!
//

import 'dart:async';

import 'package:built_value/json_object.dart';
import 'package:built_value/serializer.dart';
import 'package:dio/dio.dart';

import 'package:gopay_client/src/model/pending_report.dart';
import 'package:gopay_client/src/model/problem.dart';
import 'package:gopay_client/src/model/report_lost_request.dart';
import 'package:gopay_client/src/model/secured.dart';
import 'package:gopay_client/src/model/unlock_request.dart';

class LostPhoneApi {

  final Dio _dio;

  final Serializers _serializers;

  const LostPhoneApi(this._dio, this._serializers);

  /// My phone is gone: stop everything
  /// From any phone. Without `code`: 202, and if number and password are right, a code goes to the person's proven e-mail address; the answer is the same in every case. With `code`: 200, no money leaves any more, every session ends, every device is locked. Money still arrives. Without a proven e-mail address: call support.
  ///
  /// Parameters:
  /// * [reportLostRequest]
  /// * [cancelToken] - A [CancelToken] that can be used to cancel the operation
  /// * [headers] - Can be used to add additional headers to the request
  /// * [extras] - Can be used to add flags to the request
  /// * [validateStatus] - A [ValidateStatus] callback that can be used to determine request success based on the HTTP status of the response
  /// * [onSendProgress] - A [ProgressCallback] that can be used to get the send progress
  /// * [onReceiveProgress] - A [ProgressCallback] that can be used to get the receive progress
  ///
  /// Returns a [Future] containing a [Response] with a [Secured] as data
  /// Throws [DioException] if API call or serialization fails
  Future<Response<Secured>> reportLostPhone({
    required ReportLostRequest reportLostRequest,
    CancelToken? cancelToken,
    Map<String, dynamic>? headers,
    Map<String, dynamic>? extra,
    ValidateStatus? validateStatus,
    ProgressCallback? onSendProgress,
    ProgressCallback? onReceiveProgress,
  }) async {
    final _path = r'/api/v1/recovery/lock';
    final _options = Options(
      method: r'POST',
      headers: <String, dynamic>{
        ...?headers,
      },
      extra: <String, dynamic>{
        'secure': <Map<String, String>>[],
        ...?extra,
      },
      contentType: 'application/json',
      validateStatus: validateStatus,
    );

    dynamic _bodyData;

    try {
      const _type = FullType(ReportLostRequest);
      _bodyData = _serializers.serialize(reportLostRequest, specifiedType: _type);

    } catch(error, stackTrace) {
      throw DioException(
         requestOptions: _options.compose(
          _dio.options,
          _path,
        ),
        type: DioExceptionType.unknown,
        error: error,
        stackTrace: stackTrace,
      );
    }

    final _response = await _dio.request<Object>(
      _path,
      data: _bodyData,
      options: _options,
      cancelToken: cancelToken,
      onSendProgress: onSendProgress,
      onReceiveProgress: onReceiveProgress,
    );

    Secured? _responseData;

    try {
      final rawResponse = _response.data;
      _responseData = rawResponse == null ? null : _serializers.deserialize(
        rawResponse,
        specifiedType: const FullType(Secured),
      ) as Secured;

    } catch (error, stackTrace) {
      throw DioException(
        requestOptions: _response.requestOptions,
        response: _response,
        type: DioExceptionType.unknown,
        error: error,
        stackTrace: stackTrace,
      );
    }

    return Response<Secured>(
      data: _responseData,
      headers: _response.headers,
      isRedirect: _response.isRedirect,
      requestOptions: _response.requestOptions,
      redirects: _response.redirects,
      statusCode: _response.statusCode,
      statusMessage: _response.statusMessage,
      extra: _response.extra,
    );
  }

  /// I am back: let money leave again
  /// From a newly registered device, whose key signs the request, with the PIN and a code: the first request answers 403 `step_up_required`, and the code goes to the e-mail address. The lost devices stay locked. Lower limits hold for a day.
  ///
  /// Parameters:
  /// * [contentDigest] - RFC 9530, of the body: `sha-256=:...:`.
  /// * [signature] - RFC 9421, by the device's key: `gopay=:...:`.
  /// * [signatureInput] - `gopay=(\"@method\" \"@path\" \"content-digest\");created=...;keyid=\"...\";alg=\"ed25519\"`.
  /// * [unlockRequest]
  /// * [cancelToken] - A [CancelToken] that can be used to cancel the operation
  /// * [headers] - Can be used to add additional headers to the request
  /// * [extras] - Can be used to add flags to the request
  /// * [validateStatus] - A [ValidateStatus] callback that can be used to determine request success based on the HTTP status of the response
  /// * [onSendProgress] - A [ProgressCallback] that can be used to get the send progress
  /// * [onReceiveProgress] - A [ProgressCallback] that can be used to get the receive progress
  ///
  /// Returns a [Future]
  /// Throws [DioException] if API call or serialization fails
  Future<Response<void>> unlockAccount({
    required String contentDigest,
    required String signature,
    required String signatureInput,
    required UnlockRequest unlockRequest,
    CancelToken? cancelToken,
    Map<String, dynamic>? headers,
    Map<String, dynamic>? extra,
    ValidateStatus? validateStatus,
    ProgressCallback? onSendProgress,
    ProgressCallback? onReceiveProgress,
  }) async {
    final _path = r'/api/v1/recovery/unlock';
    final _options = Options(
      method: r'POST',
      headers: <String, dynamic>{
        r'Content-Digest': contentDigest,
        r'Signature': signature,
        r'Signature-Input': signatureInput,
        ...?headers,
      },
      extra: <String, dynamic>{
        'secure': <Map<String, String>>[
          {
            'type': 'http',
            'scheme': 'bearer',
            'name': 'bearer',
          },
        ],
        ...?extra,
      },
      contentType: 'application/json',
      validateStatus: validateStatus,
    );

    dynamic _bodyData;

    try {
      const _type = FullType(UnlockRequest);
      _bodyData = _serializers.serialize(unlockRequest, specifiedType: _type);

    } catch(error, stackTrace) {
      throw DioException(
         requestOptions: _options.compose(
          _dio.options,
          _path,
        ),
        type: DioExceptionType.unknown,
        error: error,
        stackTrace: stackTrace,
      );
    }

    final _response = await _dio.request<Object>(
      _path,
      data: _bodyData,
      options: _options,
      cancelToken: cancelToken,
      onSendProgress: onSendProgress,
      onReceiveProgress: onReceiveProgress,
    );

    return _response;
  }

}
