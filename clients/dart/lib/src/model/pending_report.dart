//
// AUTO-GENERATED FILE, DO NOT MODIFY!
//

// ignore_for_file: unused_element
import 'package:gopay_client/src/model/pending_report_status_enum.dart';
import 'package:built_value/built_value.dart';
import 'package:built_value/serializer.dart';

part 'pending_report.g.dart';

/// PendingReport
///
/// Properties:
/// * [status]
/// * [expiresIn] - Life of the code, in seconds.
@BuiltValue()
abstract class PendingReport implements Built<PendingReport, PendingReportBuilder> {
  @BuiltValueField(wireName: r'status')
  PendingReportStatusEnum get status;
  // enum statusEnum {  confirmation_pending,  };

  /// Life of the code, in seconds.
  @BuiltValueField(wireName: r'expires_in')
  int get expiresIn;

  PendingReport._();

  factory PendingReport([void updates(PendingReportBuilder b)]) = _$PendingReport;

  @BuiltValueHook(initializeBuilder: true)
  static void _defaults(PendingReportBuilder b) => b;

  @BuiltValueSerializer(custom: true)
  static Serializer<PendingReport> get serializer => _$PendingReportSerializer();
}

class _$PendingReportSerializer implements PrimitiveSerializer<PendingReport> {
  @override
  final Iterable<Type> types = const [PendingReport, _$PendingReport];

  @override
  final String wireName = r'PendingReport';

  Iterable<Object?> _serializeProperties(
    Serializers serializers,
    PendingReport object, {
    FullType specifiedType = FullType.unspecified,
  }) sync* {
    yield r'status';
    yield serializers.serialize(
      object.status,
      specifiedType: const FullType(PendingReportStatusEnum),
    );
    yield r'expires_in';
    yield serializers.serialize(
      object.expiresIn,
      specifiedType: const FullType(int),
    );
  }

  @override
  Object serialize(
    Serializers serializers,
    PendingReport object, {
    FullType specifiedType = FullType.unspecified,
  }) {
    return _serializeProperties(serializers, object, specifiedType: specifiedType).toList();
  }

  void _deserializeProperties(
    Serializers serializers,
    Object serialized, {
    FullType specifiedType = FullType.unspecified,
    required List<Object?> serializedList,
    required PendingReportBuilder result,
    required List<Object?> unhandled,
  }) {
    for (var i = 0; i < serializedList.length; i += 2) {
      final key = serializedList[i] as String;
      final value = serializedList[i + 1];
      switch (key) {
        case r'status':
          final valueDes = serializers.deserialize(
            value,
            specifiedType: const FullType(PendingReportStatusEnum),
          ) as PendingReportStatusEnum;
          result.status = valueDes;
          break;
        case r'expires_in':
          final valueDes = serializers.deserialize(
            value,
            specifiedType: const FullType(int),
          ) as int;
          result.expiresIn = valueDes;
          break;
        default:
          unhandled.add(key);
          unhandled.add(value);
          break;
      }
    }
  }

  @override
  PendingReport deserialize(
    Serializers serializers,
    Object serialized, {
    FullType specifiedType = FullType.unspecified,
  }) {
    final result = PendingReportBuilder();
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


