//
// AUTO-GENERATED FILE, DO NOT MODIFY!
//

// ignore_for_file: unused_element
import 'package:gopay_client/src/model/outcome_enum.dart';
import 'package:built_value/built_value.dart';
import 'package:built_value/serializer.dart';

part 'simulate_request.g.dart';

/// What shall become of a test payment.
///
/// Properties:
/// * [outcome] - automatic: as the amount's last two digits say.  * `automatic` - automatic * `paid` - paid * `held` - held * `declined` - declined * `returned` - returned
@BuiltValue()
abstract class SimulateRequest implements Built<SimulateRequest, SimulateRequestBuilder> {
  /// automatic: as the amount's last two digits say.  * `automatic` - automatic * `paid` - paid * `held` - held * `declined` - declined * `returned` - returned
  @BuiltValueField(wireName: r'outcome')
  OutcomeEnum? get outcome;
  // enum outcomeEnum {  automatic,  paid,  held,  declined,  returned,  };

  SimulateRequest._();

  factory SimulateRequest([void updates(SimulateRequestBuilder b)]) = _$SimulateRequest;

  @BuiltValueHook(initializeBuilder: true)
  static void _defaults(SimulateRequestBuilder b) => b;

  @BuiltValueSerializer(custom: true)
  static Serializer<SimulateRequest> get serializer => _$SimulateRequestSerializer();
}

class _$SimulateRequestSerializer implements PrimitiveSerializer<SimulateRequest> {
  @override
  final Iterable<Type> types = const [SimulateRequest, _$SimulateRequest];

  @override
  final String wireName = r'SimulateRequest';

  Iterable<Object?> _serializeProperties(
    Serializers serializers,
    SimulateRequest object, {
    FullType specifiedType = FullType.unspecified,
  }) sync* {
    if (object.outcome != null) {
      yield r'outcome';
      yield serializers.serialize(
        object.outcome,
        specifiedType: const FullType(OutcomeEnum),
      );
    }
  }

  @override
  Object serialize(
    Serializers serializers,
    SimulateRequest object, {
    FullType specifiedType = FullType.unspecified,
  }) {
    return _serializeProperties(serializers, object, specifiedType: specifiedType).toList();
  }

  void _deserializeProperties(
    Serializers serializers,
    Object serialized, {
    FullType specifiedType = FullType.unspecified,
    required List<Object?> serializedList,
    required SimulateRequestBuilder result,
    required List<Object?> unhandled,
  }) {
    for (var i = 0; i < serializedList.length; i += 2) {
      final key = serializedList[i] as String;
      final value = serializedList[i + 1];
      switch (key) {
        case r'outcome':
          final valueDes = serializers.deserialize(
            value,
            specifiedType: const FullType.nullable(OutcomeEnum),
          ) as OutcomeEnum?;
          if (valueDes == null) continue;
          result.outcome = valueDes;
          break;
        default:
          unhandled.add(key);
          unhandled.add(value);
          break;
      }
    }
  }

  @override
  SimulateRequest deserialize(
    Serializers serializers,
    Object serialized, {
    FullType specifiedType = FullType.unspecified,
  }) {
    final result = SimulateRequestBuilder();
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


