//
// AUTO-GENERATED FILE, DO NOT MODIFY!
//

// ignore_for_file: unused_element
import 'package:gopay_client/src/model/events_enum.dart';
import 'package:gopay_client/src/model/webhook_endpoint_status_enum.dart';
import 'package:built_collection/built_collection.dart';
import 'package:gopay_client/src/model/step_up_request.dart';
import 'package:built_value/built_value.dart';
import 'package:built_value/serializer.dart';

part 'patched_change_endpoint_request.g.dart';

/// What is to be changed; what is left out stays. Another address takes the PIN.
///
/// Properties:
/// * [pin]
/// * [stepUp]
/// * [url] - https, and on the public Internet: port 443 or 8443.
/// * [description]
/// * [events] - Which events it is told of; empty: all.
/// * [status]
@BuiltValue()
abstract class PatchedChangeEndpointRequest implements Built<PatchedChangeEndpointRequest, PatchedChangeEndpointRequestBuilder> {
  @BuiltValueField(wireName: r'pin')
  String? get pin;

  @BuiltValueField(wireName: r'step_up')
  StepUpRequest? get stepUp;

  /// https, and on the public Internet: port 443 or 8443.
  @BuiltValueField(wireName: r'url')
  String? get url;

  @BuiltValueField(wireName: r'description')
  String? get description;

  /// Which events it is told of; empty: all.
  @BuiltValueField(wireName: r'events')
  BuiltList<EventsEnum>? get events;

  @BuiltValueField(wireName: r'status')
  WebhookEndpointStatusEnum? get status;
  // enum statusEnum {  ENABLED,  DISABLED,  };

  PatchedChangeEndpointRequest._();

  factory PatchedChangeEndpointRequest([void updates(PatchedChangeEndpointRequestBuilder b)]) = _$PatchedChangeEndpointRequest;

  @BuiltValueHook(initializeBuilder: true)
  static void _defaults(PatchedChangeEndpointRequestBuilder b) => b;

  @BuiltValueSerializer(custom: true)
  static Serializer<PatchedChangeEndpointRequest> get serializer => _$PatchedChangeEndpointRequestSerializer();
}

class _$PatchedChangeEndpointRequestSerializer implements PrimitiveSerializer<PatchedChangeEndpointRequest> {
  @override
  final Iterable<Type> types = const [PatchedChangeEndpointRequest, _$PatchedChangeEndpointRequest];

  @override
  final String wireName = r'PatchedChangeEndpointRequest';

  Iterable<Object?> _serializeProperties(
    Serializers serializers,
    PatchedChangeEndpointRequest object, {
    FullType specifiedType = FullType.unspecified,
  }) sync* {
    if (object.pin != null) {
      yield r'pin';
      yield serializers.serialize(
        object.pin,
        specifiedType: const FullType(String),
      );
    }
    if (object.stepUp != null) {
      yield r'step_up';
      yield serializers.serialize(
        object.stepUp,
        specifiedType: const FullType(StepUpRequest),
      );
    }
    if (object.url != null) {
      yield r'url';
      yield serializers.serialize(
        object.url,
        specifiedType: const FullType(String),
      );
    }
    if (object.description != null) {
      yield r'description';
      yield serializers.serialize(
        object.description,
        specifiedType: const FullType(String),
      );
    }
    if (object.events != null) {
      yield r'events';
      yield serializers.serialize(
        object.events,
        specifiedType: const FullType(BuiltList, [FullType(EventsEnum)]),
      );
    }
    if (object.status != null) {
      yield r'status';
      yield serializers.serialize(
        object.status,
        specifiedType: const FullType(WebhookEndpointStatusEnum),
      );
    }
  }

  @override
  Object serialize(
    Serializers serializers,
    PatchedChangeEndpointRequest object, {
    FullType specifiedType = FullType.unspecified,
  }) {
    return _serializeProperties(serializers, object, specifiedType: specifiedType).toList();
  }

  void _deserializeProperties(
    Serializers serializers,
    Object serialized, {
    FullType specifiedType = FullType.unspecified,
    required List<Object?> serializedList,
    required PatchedChangeEndpointRequestBuilder result,
    required List<Object?> unhandled,
  }) {
    for (var i = 0; i < serializedList.length; i += 2) {
      final key = serializedList[i] as String;
      final value = serializedList[i + 1];
      switch (key) {
        case r'pin':
          final valueDes = serializers.deserialize(
            value,
            specifiedType: const FullType.nullable(String),
          ) as String?;
          if (valueDes == null) continue;
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
        case r'url':
          final valueDes = serializers.deserialize(
            value,
            specifiedType: const FullType.nullable(String),
          ) as String?;
          if (valueDes == null) continue;
          result.url = valueDes;
          break;
        case r'description':
          final valueDes = serializers.deserialize(
            value,
            specifiedType: const FullType.nullable(String),
          ) as String?;
          if (valueDes == null) continue;
          result.description = valueDes;
          break;
        case r'events':
          final valueDes = serializers.deserialize(
            value,
            specifiedType: const FullType.nullable(BuiltList, [FullType(EventsEnum)]),
          ) as BuiltList<EventsEnum>?;
          if (valueDes == null) continue;
          result.events.replace(valueDes);
          break;
        case r'status':
          final valueDes = serializers.deserialize(
            value,
            specifiedType: const FullType.nullable(WebhookEndpointStatusEnum),
          ) as WebhookEndpointStatusEnum?;
          if (valueDes == null) continue;
          result.status = valueDes;
          break;
        default:
          unhandled.add(key);
          unhandled.add(value);
          break;
      }
    }
  }

  @override
  PatchedChangeEndpointRequest deserialize(
    Serializers serializers,
    Object serialized, {
    FullType specifiedType = FullType.unspecified,
  }) {
    final result = PatchedChangeEndpointRequestBuilder();
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


