//
// AUTO-GENERATED FILE, DO NOT MODIFY!
//

// ignore_for_file: unused_element
import 'package:gopay_client/src/model/step_up_request.dart';
import 'package:built_value/built_value.dart';
import 'package:built_value/serializer.dart';

part 'accept_request.g.dart';

/// Whoever is asked pays.
///
/// Properties:
/// * [pin]
/// * [stepUp]
/// * [quoteId] - Charge exactly what this quote promised, or decline.
@BuiltValue()
abstract class AcceptRequest implements Built<AcceptRequest, AcceptRequestBuilder> {
  @BuiltValueField(wireName: r'pin')
  String get pin;

  @BuiltValueField(wireName: r'step_up')
  StepUpRequest? get stepUp;

  /// Charge exactly what this quote promised, or decline.
  @BuiltValueField(wireName: r'quote_id')
  String? get quoteId;

  AcceptRequest._();

  factory AcceptRequest([void updates(AcceptRequestBuilder b)]) = _$AcceptRequest;

  @BuiltValueHook(initializeBuilder: true)
  static void _defaults(AcceptRequestBuilder b) => b;

  @BuiltValueSerializer(custom: true)
  static Serializer<AcceptRequest> get serializer => _$AcceptRequestSerializer();
}

class _$AcceptRequestSerializer implements PrimitiveSerializer<AcceptRequest> {
  @override
  final Iterable<Type> types = const [AcceptRequest, _$AcceptRequest];

  @override
  final String wireName = r'AcceptRequest';

  Iterable<Object?> _serializeProperties(
    Serializers serializers,
    AcceptRequest object, {
    FullType specifiedType = FullType.unspecified,
  }) sync* {
    yield r'pin';
    yield serializers.serialize(
      object.pin,
      specifiedType: const FullType(String),
    );
    if (object.stepUp != null) {
      yield r'step_up';
      yield serializers.serialize(
        object.stepUp,
        specifiedType: const FullType(StepUpRequest),
      );
    }
    if (object.quoteId != null) {
      yield r'quote_id';
      yield serializers.serialize(
        object.quoteId,
        specifiedType: const FullType(String),
      );
    }
  }

  @override
  Object serialize(
    Serializers serializers,
    AcceptRequest object, {
    FullType specifiedType = FullType.unspecified,
  }) {
    return _serializeProperties(serializers, object, specifiedType: specifiedType).toList();
  }

  void _deserializeProperties(
    Serializers serializers,
    Object serialized, {
    FullType specifiedType = FullType.unspecified,
    required List<Object?> serializedList,
    required AcceptRequestBuilder result,
    required List<Object?> unhandled,
  }) {
    for (var i = 0; i < serializedList.length; i += 2) {
      final key = serializedList[i] as String;
      final value = serializedList[i + 1];
      switch (key) {
        case r'pin':
          final valueDes = serializers.deserialize(
            value,
            specifiedType: const FullType(String),
          ) as String;
          result.pin = valueDes;
          break;
        case r'step_up':
          final valueDes = serializers.deserialize(
            value,
            specifiedType: const FullType.nullable(StepUpRequest),
          ) as StepUpRequest?;
          if (valueDes == null) continue;
          result.stepUp.replace(valueDes);
          break;
        case r'quote_id':
          final valueDes = serializers.deserialize(
            value,
            specifiedType: const FullType.nullable(String),
          ) as String?;
          if (valueDes == null) continue;
          result.quoteId = valueDes;
          break;
        default:
          unhandled.add(key);
          unhandled.add(value);
          break;
      }
    }
  }

  @override
  AcceptRequest deserialize(
    Serializers serializers,
    Object serialized, {
    FullType specifiedType = FullType.unspecified,
  }) {
    final result = AcceptRequestBuilder();
    final serializedList = (serialized as Iterable<Object?>).toList();
    final unhandled = <Object?>[];
    _deserializeProperties(
      serializers,
      serialized,
      specifiedType: specifiedType,
      serializedList: serializedList,
      unhandled: unhandled,
      result: result,
    );
    return result.build();
  }
}


